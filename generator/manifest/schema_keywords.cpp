#include "manifest/schema_keywords.h"

#include <algorithm>
#include <array>

#include "manifest/json_node.h"

namespace mcpgen {
namespace {

/// What stands under a keyword.
enum class Holds { data, schema, schemas, named_schemas };

struct Keyword {
  std::string_view name;
  Holds holds;
};

constexpr std::array kKeywords{
    Keyword{"$schema", Holds::data},
    Keyword{"$id", Holds::data},
    Keyword{"$anchor", Holds::data},
    Keyword{"$dynamicAnchor", Holds::data},
    Keyword{"$ref", Holds::data},
    Keyword{"$dynamicRef", Holds::data},
    Keyword{"$defs", Holds::named_schemas},
    Keyword{"$comment", Holds::data},
    Keyword{"$vocabulary", Holds::data},
    Keyword{"definitions", Holds::named_schemas},
    Keyword{"type", Holds::data},
    Keyword{"enum", Holds::data},
    Keyword{"const", Holds::data},
    Keyword{"title", Holds::data},
    Keyword{"description", Holds::data},
    Keyword{"default", Holds::data},
    Keyword{"examples", Holds::data},
    Keyword{"deprecated", Holds::data},
    Keyword{"readOnly", Holds::data},
    Keyword{"writeOnly", Holds::data},
    Keyword{"format", Holds::data},
    Keyword{"contentEncoding", Holds::data},
    Keyword{"contentMediaType", Holds::data},
    Keyword{"contentSchema", Holds::schema},
    Keyword{"multipleOf", Holds::data},
    Keyword{"minimum", Holds::data},
    Keyword{"maximum", Holds::data},
    Keyword{"exclusiveMinimum", Holds::data},
    Keyword{"exclusiveMaximum", Holds::data},
    Keyword{"minLength", Holds::data},
    Keyword{"maxLength", Holds::data},
    Keyword{"pattern", Holds::data},
    Keyword{"items", Holds::schema},
    Keyword{"prefixItems", Holds::schemas},
    Keyword{"additionalItems", Holds::schema},
    Keyword{"unevaluatedItems", Holds::schema},
    Keyword{"contains", Holds::schema},
    Keyword{"minContains", Holds::data},
    Keyword{"maxContains", Holds::data},
    Keyword{"minItems", Holds::data},
    Keyword{"maxItems", Holds::data},
    Keyword{"uniqueItems", Holds::data},
    Keyword{"properties", Holds::named_schemas},
    Keyword{"patternProperties", Holds::named_schemas},
    Keyword{"additionalProperties", Holds::schema},
    Keyword{"unevaluatedProperties", Holds::schema},
    Keyword{"propertyNames", Holds::schema},
    Keyword{"required", Holds::data},
    Keyword{"minProperties", Holds::data},
    Keyword{"maxProperties", Holds::data},
    Keyword{"dependentRequired", Holds::data},
    Keyword{"dependentSchemas", Holds::named_schemas},
    Keyword{"dependencies", Holds::named_schemas},
    Keyword{"allOf", Holds::schemas},
    Keyword{"anyOf", Holds::schemas},
    Keyword{"oneOf", Holds::schemas},
    Keyword{"not", Holds::schema},
    Keyword{"if", Holds::schema},
    Keyword{"then", Holds::schema},
    Keyword{"else", Holds::schema},
};

constexpr std::array<std::string_view, 7> kTypes{"string", "number", "integer", "boolean",
                                                 "array",  "object", "null"};

const Keyword* find_keyword(std::string_view word) {
  const auto found = std::find_if(kKeywords.begin(), kKeywords.end(),
                                  [&](const Keyword& keyword) { return keyword.name == word; });
  return found == kKeywords.end() ? nullptr : &*found;
}

/// Calls `visit` for every schema directly inside `schema`, with the steps of a JSON Pointer that lead there.
template <typename AnyNode, typename Visit>
void each_inside(AnyNode& schema, const Visit& visit) {
  for (auto& member : schema.members) {
    const Keyword* keyword = find_keyword(member.key);
    if (!keyword || keyword->holds == Holds::data) continue;
    const std::string step = pointer_step(member.key);
    if (member.value.is_list()) {
      for (std::size_t i = 0; i < member.value.items.size(); ++i) {
        visit(member.value.items[i], step + "/" + std::to_string(i));
      }
    } else if (keyword->holds == Holds::named_schemas) {
      for (auto& named : member.value.members) visit(named.value, step + pointer_step(named.key));
    } else {
      visit(member.value, step);
    }
  }
}

using Visit = std::function<void(const Node&, const std::string&)>;

void walk(const Node& schema, const std::string& pointer, const Visit& visit) {
  visit(schema, pointer);
  each_inside(schema,
              [&](const Node& part, const std::string& steps) { walk(part, pointer + steps, visit); });
}

}  // namespace

bool is_schema_keyword(std::string_view word) { return word.starts_with("x-") || find_keyword(word); }

bool holds_schemas(std::string_view word) {
  const Keyword* keyword = find_keyword(word);
  return keyword && keyword->holds != Holds::data;
}

std::vector<std::string> schema_keywords() {
  std::vector<std::string> names;
  names.reserve(kKeywords.size());
  for (const Keyword& keyword : kKeywords) names.emplace_back(keyword.name);
  return names;
}

bool is_json_schema_type(std::string_view word) {
  return std::find(kTypes.begin(), kTypes.end(), word) != kTypes.end();
}

std::vector<std::string> json_schema_types() { return {kTypes.begin(), kTypes.end()}; }

void walk_schema(const Node& schema, const Visit& visit) { walk(schema, "", visit); }

void change_inner_schemas(Node& schema, const std::function<void(Node& schema)>& change) {
  each_inside(schema, [&](Node& part, const std::string&) { change(part); });
}

}  // namespace mcpgen
