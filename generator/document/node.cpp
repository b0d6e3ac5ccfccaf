#include "document/node.h"

#include <algorithm>
#include <utility>

namespace mcpgen {
namespace {

Node make(Node::Kind kind, std::string text, Place at) {
  Node node;
  node.kind = kind;
  node.place = at;
  node.text = std::move(text);
  return node;
}

}  // namespace

const Member* Node::member(std::string_view key) const {
  const auto found =
      std::find_if(members.begin(), members.end(), [key](const Member& m) { return m.key == key; });
  return found == members.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Member* found = member(key);
  return found ? &found->value : nullptr;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

void Node::take_as_text() {
  if (is(Kind::boolean) || is(Kind::integer) || is(Kind::number)) kind = Kind::string;
}

Node Node::make_string(std::string text, Place at) {
  Node node = make(Kind::string, std::move(text), at);
  node.quoted = true;
  return node;
}

Node Node::make_integer(std::int64_t value, Place at) {
  Node node = make(Kind::integer, std::to_string(value), at);
  node.integer = value;
  node.number = static_cast<double>(value);
  return node;
}

Node Node::make_number(double value, std::string text, Place at) {
  Node node = make(Kind::number, std::move(text), at);
  node.number = value;
  return node;
}

Node Node::make_boolean(bool value, Place at) {
  Node node = make(Kind::boolean, value ? "true" : "false", at);
  node.boolean = value;
  return node;
}

Node Node::make_null(Place at) { return make(Kind::null, {}, at); }
Node Node::make_list(Place at) { return make(Kind::list, {}, at); }
Node Node::make_map(Place at) { return make(Kind::map, {}, at); }

Node& Node::put(std::string key, Node value, Place key_place) {
  return members.emplace_back(Member{std::move(key), key_place, std::move(value)}).value;
}

Node& Node::put(std::string key, Node value) {
  const Place at = value.place;
  return put(std::move(key), std::move(value), at);
}

}  // namespace mcpgen
