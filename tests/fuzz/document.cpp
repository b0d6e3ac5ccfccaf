// What is read means the same when written as JSON and read again; what is refused is refused at a place
// within the text and with a remedy; every place can be shown.

#include <sstream>
#include <string>

#include "document/document.h"
#include "fuzz.h"
#include "support/render/render.h"

namespace {

void check_place(const mcpgen::Place& place) {
  require(place.file != nullptr && place.line >= 1 && place.line <= place.file->line_count(),
          "a place is on a line of the file");
  require(place.column >= 1 && place.end_column > place.column, "a place marks something");
}

void check_places(const mcpgen::Node& node) {
  check_place(node.place);
  if (node.is_string()) check_place(mcpgen::place_inside(node, node.text.size() / 2, 1));
  for (const mcpgen::Node& item : node.items) check_places(item);
  for (const mcpgen::Member& member : node.members) {
    check_place(member.key_place);
    check_places(member.value);
  }
}

void check_findings(const mcpgen::Diagnostics& diagnostics) {
  const auto found = diagnostics.sorted();
  require(!found.empty(), "a refusal has a reason");
  for (const mcpgen::Diagnostic& finding : found) {
    check_place(finding.place);
    require(!finding.message.empty() && !finding.help.empty(), "a finding says what is wrong and what to do");
  }
  for (const std::string& format : mcpgen::format_names()) {
    std::ostringstream shown;
    mcpgen::render(shown, found, {*mcpgen::format_named(format), false});
    require(shown.str().find('\x1b') == std::string::npos, "nothing that a terminal obeys is shown");
  }
}

void read(const std::string& path, const std::string& text) {
  const mcpgen::SourceFile file(path, text);
  mcpgen::Diagnostics diagnostics;
  const auto node = mcpgen::read_document(file, diagnostics);
  if (!node) return check_findings(diagnostics);
  require(!diagnostics.has_errors(), "what has errors is not read");
  check_places(*node);

  const std::string json = mcpgen::to_json_text(*node);
  const mcpgen::SourceFile written("written.json", json);
  const auto again = mcpgen::read_document(written, diagnostics);
  require(again.has_value(), "a tree written as JSON can be read");
  require(mcpgen::to_json_text(*again) == json, "reading what was written gives the same tree");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  read("fuzz.yaml", text);
  read("fuzz.json", text);
  return 0;
}
