#include "manifest/json_node.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>
#include <variant>

#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace mcpgen {
namespace {

Node node_from(const mcp::Json& value, Place place) {
  switch (value.type()) {
    case mcp::Json::value_t::boolean:
      return Node::make_boolean(value.get<bool>(), place);
    case mcp::Json::value_t::number_integer:
    case mcp::Json::value_t::number_unsigned:
      if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) {
        return Node::make_number(value.get<double>(), value.dump(), place);
      }
      return Node::make_integer(value.get<std::int64_t>(), place);
    case mcp::Json::value_t::number_float:
      return Node::make_number(value.get<double>(), value.dump(), place);
    case mcp::Json::value_t::string:
      return Node::make_string(value.get<std::string>(), place);
    case mcp::Json::value_t::array: {
      Node list = Node::make_list(place);
      for (const mcp::Json& item : value) list.items.push_back(node_from(item, place));
      return list;
    }
    case mcp::Json::value_t::object: {
      Node map = Node::make_map(place);
      for (const auto& [key, member] : value.items()) map.put(key, node_from(member, place));
      return map;
    }
    default:
      return Node::make_null(place);
  }
}

std::string unescaped(std::string_view step) {
  std::string out;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (step[i] == '~' && i + 1 < step.size()) {
      out += step[++i] == '1' ? '/' : '~';
    } else {
      out += step[i];
    }
  }
  return out;
}

const Node* child(const Node& node, const std::string& step) {
  if (node.is_map()) return node.find(step);
  if (!node.is_list()) return nullptr;
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  return error == std::errc() && end == step.data() + step.size() && index < node.items.size()
             ? &node.items[index]
             : nullptr;
}

}  // namespace

std::optional<Node> node_from_json_text(std::string_view text, Place place) {
  const auto read = mcp::read_json(text);
  const mcp::Json* value = std::get_if<mcp::Json>(&read);
  if (!value) return std::nullopt;
  return node_from(*value, place);
}

const Node& node_at(const Node& root, std::string_view pointer) {
  const Node* node = &root;
  while (pointer.starts_with('/')) {
    pointer.remove_prefix(1);
    const Node* next = child(*node, unescaped(pointer.substr(0, pointer.find('/'))));
    if (!next) break;
    node = next;
    pointer.remove_prefix(std::min(pointer.find('/'), pointer.size()));
  }
  return *node;
}

std::string pointer_step(std::string_view key) {
  std::string out = "/";
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string as_fragment(std::string_view pointer) {
  std::string out;
  for (const char c : pointer) c == '%' ? out += "%25" : out += c;
  return out;
}

}  // namespace mcpgen
