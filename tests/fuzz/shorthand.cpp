// Whatever stands in shorthand: it is refused with a reason and a remedy within the text, or it becomes a
// schema whose every place lies within the text and that a server can compile.

#include <string>
#include <variant>

#include <mcp/json/json.h>
#include <mcp/schema/schema.h>

#include "document/document.h"
#include "fuzz.h"
#include "manifest/shorthand/shorthand.h"

namespace {

void check_place(const mcpgen::Place& place, const mcpgen::SourceFile& file) {
  require(place.file == &file && place.line >= 1 && place.line <= file.line_count(),
          "a place is in the file");
  require(place.column >= 1 && place.end_column > place.column, "a place marks something");
}

void check_places(const mcpgen::Node& node, const mcpgen::SourceFile& file) {
  check_place(node.place, file);
  for (const mcpgen::Node& item : node.items) check_places(item, file);
  for (const mcpgen::Member& member : node.members) check_places(member.value, file);
}

/// Accepts any expression: whether it is one is not shorthand's to decide.
class AnyPattern final : public mcp::schema::Pattern {
 public:
  Answer search(std::string_view, std::size_t&) const override { return Answer::yes; }
};

/// References to named types lead nowhere here.
bool compiles(const mcp::Json& schema) {
  mcp::schema::Options options;
  options.patterns =
      [](std::string_view) -> std::variant<std::unique_ptr<const mcp::schema::Pattern>, std::string> {
    return std::make_unique<AnyPattern>();
  };
  const auto compiled = mcp::schema::Schema::compile(schema, options);
  const auto* fault = std::get_if<mcp::schema::SchemaFault>(&compiled);
  return !fault || fault->pointer.ends_with("$ref");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const mcpgen::SourceFile file("fuzz.yaml", text);
  mcpgen::Diagnostics diagnostics;
  const auto node = mcpgen::read_document(file, diagnostics);
  if (!node || !node->is_string()) return 0;

  const auto schema = mcpgen::expand_shorthand(*node, diagnostics);
  require(schema.has_value() != diagnostics.has_errors(), "a schema or an error");
  for (const mcpgen::Diagnostic& finding : diagnostics.all()) {
    check_place(finding.place, file);
    require(!finding.message.empty() && !finding.help.empty(), "a finding says what is wrong and what to do");
  }
  if (!schema) return 0;
  check_places(*schema, file);
  require(compiles(to_json(*schema)), "what shorthand makes can be compiled");
  return 0;
}
