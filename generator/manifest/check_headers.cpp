#include "manifest/check_headers.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include <mcp/core/ascii.h>

#include "manifest/schema_keywords.h"
#include "support/text.h"

namespace mcpgen {
namespace {

constexpr std::string_view kHeader = "x-mcp-header";
constexpr std::string_view kCode = "E0228";

/// `/properties/a/properties/b`: an argument, or a part of one, that has one place.
bool leads_through_properties(std::string_view pointer) {
  constexpr std::string_view kStep = "/properties/";
  if (pointer.empty()) return false;
  while (pointer.starts_with(kStep)) {
    pointer.remove_prefix(kStep.size());
    pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
  }
  return pointer.empty();
}

bool fits_in_a_header(const Node& property) {
  const Node* type = property.find("type");
  return type && type->is_string() &&
         (type->text == "string" || type->text == "integer" || type->text == "boolean");
}

std::string lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), mcp::to_lower);
  return text;
}

}  // namespace

void check_headers(const Node& input, Diagnostics& diagnostics) {
  std::map<std::string, Place> taken;
  walk_schema(input, [&](const Node& part, const std::string& pointer) {
    const Member* header = part.member(kHeader);
    if (!header) return;
    if (!header->value.is_string() || !mcp::is_header_name(header->value.text)) {
      diagnostics.error(kCode, header->value.place, "this cannot be part of a header's name")
          .labelled("expected letters, digits and hyphens")
          .helped("write a word like `Region`; the header is then `Mcp-Param-Region`");
    } else if (!leads_through_properties(pointer)) {
      diagnostics.error(kCode, header->key_place, "only an argument that has one place can stand in a header")
          .labelled("not reached through `properties` alone")
          .helped("put it under `properties` of the tool's input, outside of lists, alternatives and `$ref`");
    } else if (!fits_in_a_header(part)) {
      diagnostics.error(kCode, header->key_place, "only a text, an integer or a boolean fits in a header")
          .labelled("on a schema of another type")
          .helped("give it `type: string`, `integer` or `boolean`, or remove `x-mcp-header`");
    } else if (const auto [entry, fresh] = taken.emplace(lower_case(header->value.text), header->value.place);
               !fresh) {
      diagnostics.error(kCode, header->value.place, "two arguments stand in one header")
          .labelled("letter case makes no difference")
          .noted(entry->second, "taken here")
          .helped("give one of them another name");
    }
  });
}

void refuse_headers(const Node& schema, Diagnostics& diagnostics) {
  walk_schema(schema, [&](const Node& part, const std::string&) {
    const Member* header = part.member(kHeader);
    if (!header) return;
    diagnostics.error(kCode, header->key_place, "only arguments of a tool can stand in headers")
        .labelled("means nothing here")
        .helped("write it in the tool's input, on an argument itself");
  });
}

}  // namespace mcpgen
