#include "manifest/shape_match.h"

#include <algorithm>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/text.h"

namespace mcpgen {
namespace {

using Json = nlohmann::ordered_json;

bool has_one_type(const Node& node, std::string_view type) {
  switch (node.kind) {
    case Node::Kind::null:
      return type == "null";
    case Node::Kind::boolean:
      return type == "boolean" || type == "string";
    case Node::Kind::integer:
      return type == "integer" || type == "number" || type == "string";
    case Node::Kind::number:
      return type == "number" || type == "string";
    case Node::Kind::string:
      return type == "string";
    case Node::Kind::list:
      return type == "array";
    case Node::Kind::map:
      return type == "object";
  }
  return false;
}

std::string_view type_name(std::string_view type) {
  if (type == "object") return "a map";
  if (type == "array") return "a list";
  if (type == "string") return "text";
  if (type == "integer") return "a whole number";
  if (type == "number") return "a number";
  if (type == "boolean") return "true or false";
  return "nothing";
}

std::string_view word(const Json& value) { return value.get_ref<const std::string&>(); }

}  // namespace

bool has_type(const Node& node, const Json& type) {
  if (type.is_string()) return has_one_type(node, word(type));
  return std::any_of(type.begin(), type.end(),
                     [&](const Json& one) { return has_one_type(node, word(one)); });
}

bool is_text_alone(const Node& node, const Json& type) {
  const auto is_other = [&](const Json& one) { return one != "string" && has_one_type(node, word(one)); };
  return type.is_string() ? type == "string" : std::none_of(type.begin(), type.end(), is_other);
}

bool is_value(const Node& node, const Json& value) {
  if (value.is_boolean()) return node.is(Node::Kind::boolean) && node.boolean == value.get<bool>();
  if (value.is_number_integer()) {
    return node.is(Node::Kind::integer) && node.integer == value.get<std::int64_t>();
  }
  return value.is_string() && has_one_type(node, "string") && node.text == word(value);
}

bool matches(const Node& node, const Json& condition) {
  if (!has_type(node, condition.at("type"))) return false;
  if (const auto required = condition.find("required"); required != condition.end()) {
    const auto lacks = [&](const Json& name) { return node.find(word(name)) == nullptr; };
    if (std::any_of(required->begin(), required->end(), lacks)) return false;
  }
  const auto properties = condition.find("properties");
  if (properties == condition.end()) return true;
  for (const auto& [name, property] : properties->items()) {
    const Node* value = node.find(name);
    if (value == nullptr || !is_value(*value, property.at("const"))) return false;
  }
  return true;
}

std::string_view kind_name(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::null:
      return "nothing";
    case Node::Kind::boolean:
      return "true or false";
    case Node::Kind::integer:
    case Node::Kind::number:
      return "a number";
    case Node::Kind::string:
      return "text";
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a map";
  }
  return "";
}

std::string type_names(const Json& type) {
  if (type.is_string()) return std::string(type_name(word(type)));
  std::vector<std::string> names;
  for (const Json& one : type) {
    if (one != "null") names.emplace_back(type_name(word(one)));
  }
  return one_of(names);
}

}  // namespace mcpgen
