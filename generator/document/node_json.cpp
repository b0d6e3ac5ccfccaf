#include <array>
#include <charconv>
#include <cstdint>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "document/node.h"
#include "support/unicode.h"

namespace mcpgen {
namespace {

/// Beyond the first plane JSON needs a pair of surrogates.
void append_unicode_escape(std::string& out, char32_t c) {
  const auto unit = [&out](char32_t value) {
    out += fmt::format("\\u{:04x}", static_cast<std::uint32_t>(value));
  };
  if (c < 0x10000) return unit(c);
  unit(0xd800 + ((c - 0x10000) >> 10));
  unit(0xdc00 + ((c - 0x10000) & 0x3ff));
}

void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = code_point_at(text, i).value_or(CodePoint{U'\ufffd', 1});
    switch (c.value) {
      case U'"':
        out += "\\\"";
        break;
      case U'\\':
        out += "\\\\";
        break;
      case U'\n':
        out += "\\n";
        break;
      case U'\r':
        out += "\\r";
        break;
      case U'\t':
        out += "\\t";
        break;
      default:
        is_invisible(c.value) ? append_unicode_escape(out, c.value) : append_utf8(out, c.value);
    }
    i += c.size;
  }
  out += '"';
}

void append_number(std::string& out, double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  const std::string_view text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  out += text;
  if (text.find_first_of(".e") == text.npos) out += ".0";
}

void append(std::string& out, const Node& node) {
  std::string_view separator;
  switch (node.kind) {
    case Node::Kind::null:
      out += "null";
      break;
    case Node::Kind::boolean:
      out += node.boolean ? "true" : "false";
      break;
    case Node::Kind::integer:
      out += std::to_string(node.integer);
      break;
    case Node::Kind::number:
      append_number(out, node.number);
      break;
    case Node::Kind::string:
      append_string(out, node.text);
      break;
    case Node::Kind::list:
      out += '[';
      for (const Node& item : node.items) {
        out += separator;
        append(out, item);
        separator = ", ";
      }
      out += ']';
      break;
    case Node::Kind::map:
      out += '{';
      for (const Member& member : node.members) {
        out += separator;
        append_string(out, member.key);
        out += ": ";
        append(out, member.value);
        separator = ", ";
      }
      out += '}';
      break;
  }
}

}  // namespace

nlohmann::ordered_json to_json(const Node& node) {
  using Json = nlohmann::ordered_json;
  switch (node.kind) {
    case Node::Kind::null:
      return nullptr;
    case Node::Kind::boolean:
      return node.boolean;
    case Node::Kind::integer:
      return node.integer;
    case Node::Kind::number:
      return node.number;
    case Node::Kind::string:
      return node.text;
    case Node::Kind::list:
      break;
    case Node::Kind::map: {
      Json::object_t object;
      object.reserve(node.members.size());
      for (const Member& member : node.members) {
        object.std::vector<Json::object_t::value_type>::emplace_back(member.key, to_json(member.value));
      }
      return object;
    }
  }
  Json list = Json::array();
  for (const Node& item : node.items) list.push_back(to_json(item));
  return list;
}

std::string to_json_text(const Node& node) {
  std::string text;
  append(text, node);
  return text;
}

}  // namespace mcpgen
