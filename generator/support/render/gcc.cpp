#include <algorithm>
#include <ostream>

#include <fmt/format.h>

#include "support/render/formats.h"
#include "support/render/sentence.h"
#include "support/text.h"

namespace mcpgen {
namespace {

/// Compilers quote with apostrophes, and some problem matchers insist on it.
std::string with_apostrophes(std::string text) {
  std::replace(text.begin(), text.end(), '`', '\'');
  return text;
}

std::string prefix(const Place& place) { return (place.file ? to_text(place) : "mcpgen") + ": "; }

}  // namespace

void render_gcc(std::ostream& out, const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& d : diagnostics) {
    out << fmt::format("{}{}: {} [{}]\n", prefix(d.place), name_of(d.severity), with_apostrophes(sentence(d)),
                       d.code);
    for (const auto& note : d.notes) {
      out << fmt::format("{}note: {}\n", prefix(note.place), with_apostrophes(visible(note.message)));
    }
  }
}

}  // namespace mcpgen
