#include <mcp/schema/subschemas.h>

#include <algorithm>
#include <array>
#include <string_view>

#include <mcp/json/json.h>
#include <mcp/schema/pointer.h>

namespace mcp::schema {
namespace {

constexpr std::array<std::string_view, 12> kOne = {"additionalItems",
                                                   "additionalProperties",
                                                   "contains",
                                                   "contentSchema",
                                                   "else",
                                                   "if",
                                                   "items",
                                                   "not",
                                                   "propertyNames",
                                                   "then",
                                                   "unevaluatedItems",
                                                   "unevaluatedProperties"};
constexpr std::array<std::string_view, 5> kList = {"allOf", "anyOf", "items", "oneOf", "prefixItems"};
constexpr std::array<std::string_view, 6> kMap = {
    "$defs", "definitions", "dependencies", "dependentSchemas", "patternProperties", "properties"};

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_schema(const Json& value) { return value.is_object() || value.is_boolean(); }

}  // namespace

void for_each_subschema(const Json& schema,
                        const std::function<void(const Json&, const std::string&)>& visit) {
  for (auto member = schema.begin(); member != schema.end(); ++member) {
    const Json& value = *member;
    std::string pointer;
    append_token(pointer, member.key());
    const auto visit_at = [&](const Json& subschema, std::string_view token) {
      std::string inner = pointer;
      append_token(inner, token);
      if (is_schema(subschema)) visit(subschema, inner);
    };
    if (is_schema(value) && contains(kOne, member.key())) {
      visit(value, pointer);
    } else if (value.is_array() && contains(kList, member.key())) {
      for (std::size_t i = 0; i < value.size(); ++i) visit_at(value[i], std::to_string(i));
    } else if (value.is_object() && contains(kMap, member.key())) {
      for (auto inner = value.begin(); inner != value.end(); ++inner) visit_at(*inner, inner.key());
    }
  }
}

}  // namespace mcp::schema
