#include "manifest/shorthand/alternative.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace mcpgen {
namespace {

std::string_view type_of(const Node& value) {
  switch (value.kind) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::boolean:
      return "boolean";
    case Node::Kind::integer:
      return "integer";
    case Node::Kind::number:
      return "number";
    default:
      return "string";
  }
}

bool contains(const Node& list, std::string_view text) {
  return std::any_of(list.items.begin(), list.items.end(),
                     [&](const Node& item) { return item.text == text; });
}

/// One name, or a list of them.
Node type_node(Node names) {
  if (names.items.size() == 1) return std::move(names.items.front());
  return names;
}

Node enumeration(std::vector<Alternative> values, Place whole) {
  Node types = Node::make_list(whole);
  Node choices = Node::make_list(whole);
  for (Alternative& value : values) {
    if (value.is_null()) value.node = Node::make_null(value.place);
    const std::string_view type = type_of(value.node);
    if (!contains(types, type)) types.items.push_back(Node::make_string(std::string(type), value.place));
    choices.items.push_back(std::move(value.node));
  }
  Node schema = Node::make_map(whole);
  schema.put("type", type_node(std::move(types)));
  schema.put("enum", std::move(choices));
  return schema;
}

/// All builtins without constraints: `string | integer`.
Node type_list(std::vector<Alternative> types, Place whole) {
  Node names = Node::make_list(whole);
  for (Alternative& alternative : types) {
    Node* name = alternative.node.find("type");
    if (!contains(names, name->text)) names.items.push_back(std::move(*name));
  }
  Node schema = Node::make_map(whole);
  schema.put("type", type_node(std::move(names)));
  return schema;
}

/// `string(1..9) | null`: the constraint has nothing to say about null.
Node nullable(Node schema, Place null_place) {
  Node* type = schema.find("type");
  Node both = Node::make_list(type->place);
  both.items.push_back(std::move(*type));
  both.items.push_back(Node::make_string("null", null_place));
  *type = std::move(both);
  return schema;
}

Node any_of(std::vector<Alternative> alternatives, Place whole) {
  const auto first_value = std::stable_partition(alternatives.begin(), alternatives.end(),
                                                 [](const Alternative& a) { return !a.is_value(); });
  std::vector<Alternative> values(std::make_move_iterator(first_value),
                                  std::make_move_iterator(alternatives.end()));
  alternatives.erase(first_value, alternatives.end());
  Node choices = Node::make_list(whole);
  for (Alternative& alternative : alternatives) choices.items.push_back(std::move(alternative.node));
  if (!values.empty()) choices.items.push_back(enumeration(std::move(values), whole));
  Node schema = Node::make_map(whole);
  schema.put("anyOf", std::move(choices));
  return schema;
}

bool is_plain_type(const Alternative& alternative) {
  return alternative.kind == Alternative::Kind::type && alternative.node.find("type");
}

}  // namespace

bool Alternative::is_null() const {
  if (kind == Kind::literal) return node.is_null();
  const Node* type = node.find("type");
  return kind == Kind::type && type && type->text == "null";
}

Node combine(std::vector<Alternative> alternatives, Place whole) {
  const auto all = [&](auto rule) { return std::all_of(alternatives.begin(), alternatives.end(), rule); };
  if (alternatives.size() == 1 && !alternatives.front().is_value())
    return std::move(alternatives.front().node);
  const bool has_value = std::any_of(alternatives.begin(), alternatives.end(),
                                     [](const Alternative& a) { return a.is_value(); });
  if (has_value && all([](const Alternative& a) { return a.is_value() || a.is_null(); })) {
    return enumeration(std::move(alternatives), whole);
  }
  if (all(is_plain_type)) return type_list(std::move(alternatives), whole);
  if (alternatives.size() == 2 && alternatives[0].is_null()) std::swap(alternatives[0], alternatives[1]);
  if (alternatives.size() == 2 && alternatives[1].is_null() && alternatives[0].node.find("type")) {
    return nullable(std::move(alternatives[0].node), alternatives[1].place);
  }
  return any_of(std::move(alternatives), whole);
}

}  // namespace mcpgen
