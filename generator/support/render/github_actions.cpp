#include <ostream>

#include <fmt/format.h>

#include "support/render/formats.h"
#include "support/render/sentence.h"
#include "support/text.h"

namespace mcpgen {
namespace {

/// Workflow commands escape `%` and line breaks everywhere, `:` and `,` in properties.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    const bool special = c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ','));
    out += special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return out;
}

std::string command(Severity severity) {
  return severity == Severity::note ? "notice" : std::string(name_of(severity));
}

}  // namespace

void render_github_actions(std::ostream& out, const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics) {
    std::string properties = "title=" + escaped(d.code, true);
    if (d.place.file != nullptr) properties += ",file=" + escaped(visible(d.place.file->path), true);
    if (d.place.file != nullptr && d.place.line > 0) {
      properties +=
          fmt::format(",line={},col={},endColumn={}", d.place.line, d.place.column, d.place.end_column);
    }
    std::string text = sentence(d);
    for (const auto& note : d.notes) text += "\n" + visible(note.message) + ": " + to_text(note.place);
    out << fmt::format("::{} {}::{}\n", command(d.severity), properties, escaped(text, false));
  }
}

}  // namespace mcpgen
