#include "model/schema_shape.h"

#include <algorithm>
#include <array>
#include <string>

#include "document/key_index.h"
#include "manifest/schema_keywords.h"

namespace mcpgen {
namespace {

constexpr auto kAnnotations = std::to_array<std::string_view>(
    {"title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "$comment",
     "$schema", "$id", "$anchor", "$defs", "definitions", "contentEncoding", "contentMediaType"});

// Keywords that let an object have members its `properties` do not tell of.
constexpr auto kOpening = std::to_array<std::string_view>({"allOf", "anyOf", "oneOf", "not", "if", "then",
                                                           "else", "dependentSchemas", "patternProperties",
                                                           "propertyNames", "$dynamicRef"});

template <typename Words>
bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct TypeKeyword {
  std::string_view name;  ///< "" when there is not exactly one besides null
  bool nullable = false;
};

TypeKeyword type_keyword(const SchemaNode& schema) {
  const Node* type = schema.find("type");
  if (type == nullptr) return {};
  if (type->is_string()) return {type->text};
  TypeKeyword out;
  for (const Node& item : type->items) {
    if (item.text == "null") {
      out.nullable = true;
    } else if (out.name.empty()) {
      out.name = item.text;
    } else {
      return {};
    }
  }
  return out;
}

bool is_false(const Node* node) { return node != nullptr && node->is(Node::Kind::boolean) && !node->boolean; }

/// Nothing but annotations and `known` keywords.
bool says_only(const SchemaNode& schema, std::initializer_list<std::string_view> known) {
  return std::ranges::all_of(schema.members, [&](const Member& member) {
    return contains(known, member.key) || contains(kAnnotations, member.key) || member.key.starts_with("x-");
  });
}

bool is_open(const SchemaNode& schema) {
  return std::ranges::any_of(kOpening, [&](std::string_view word) { return schema.find(word) != nullptr; });
}

bool requires_unknown(const SchemaNode& schema, const Node& properties) {
  const Node* required = schema.find("required");
  KeyIndex known(properties);
  return required != nullptr && std::ranges::any_of(required->items, [&](const Node& name) {
           return known.find(name.text) == KeyIndex::kNone;
         });
}

SchemaShape object_shape(const SchemaNode& schema, bool nullable) {
  const Node* properties = schema.find("properties");
  const Node* additional = schema.find("additionalProperties");
  if (is_open(schema)) return {};
  if (properties != nullptr) {
    if (additional != nullptr && !is_false(additional)) return {};
    if (requires_unknown(schema, *properties)) return {};
    return {Shape::record, nullable,
            says_only(schema, {"type", "properties", "required", "additionalProperties"})};
  }
  if (additional != nullptr && additional->is_map() && schema.find("required") == nullptr) {
    return {Shape::map, nullable, says_only(schema, {"type", "additionalProperties"})};
  }
  if (is_false(additional))
    return {Shape::record, nullable, says_only(schema, {"type", "additionalProperties"})};
  return {};
}

bool is_text_enumeration(const Node& values) {
  return values.is_list() && !values.items.empty() &&
         std::ranges::all_of(values.items, [](const Node& value) { return value.is_string(); });
}

}  // namespace

SchemaShape shape_of(const SchemaNode& schema) {
  if (!schema.is_map()) return {};
  const TypeKeyword type = type_keyword(schema);
  if (const Node* values = schema.find("enum")) {
    const bool text = type.name == "string" || schema.find("type") == nullptr;
    if (text && !type.nullable && is_text_enumeration(*values)) {
      return {Shape::enumeration, false, says_only(schema, {"type", "enum"})};
    }
  }
  if (type.name == "string") return {Shape::string, type.nullable, says_only(schema, {"type"})};
  if (type.name == "integer") return {Shape::integer, type.nullable, says_only(schema, {"type"})};
  if (type.name == "number") return {Shape::number, type.nullable, false};  // not finite is not a number
  if (type.name == "boolean") return {Shape::boolean, type.nullable, says_only(schema, {"type"})};
  if (type.name == "object") return object_shape(schema, type.nullable);
  if (type.name == "array" && schema.find("prefixItems") == nullptr) {
    return {Shape::list, type.nullable, says_only(schema, {"type", "items"})};
  }
  return {};
}

std::set<std::string_view> required_of(const SchemaNode& schema) {
  std::set<std::string_view> names;
  if (const Node* required = schema.find("required")) {
    for (const Node& item : required->items) names.insert(item.text);
  }
  return names;
}

std::string_view reference_of(const SchemaNode& schema) {
  const Node* reference = schema.find("$ref");
  return reference != nullptr && reference->is_string() ? std::string_view(reference->text)
                                                        : std::string_view();
}

bool has_pattern(const SchemaNode& schema) {
  bool found = false;
  walk_schema(schema, [&](const Node& part, const std::string&) {
    found = found || part.find("pattern") != nullptr || part.find("patternProperties") != nullptr;
  });
  return found;
}

}  // namespace mcpgen
