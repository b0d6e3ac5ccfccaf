#include "catalogue/variant.h"

#include <algorithm>
#include <utility>

namespace mcpgen {
namespace {

std::string text_of(const Node& root, std::string_view key) {
  const Node* value = root.find(key);
  return value ? value->text : std::string();
}

bool is_set(const Node& root, std::string_view key) {
  const Node* value = root.find(key);
  return value && value->boolean;
}

/// "api_key" is the class ApiKey.
std::string class_name(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c == '_' || c == '-') {
      upper = true;
    } else {
      out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      upper = false;
    }
  }
  return out;
}

}  // namespace

bool Variant::serves_entry(std::string_view entry_kind) const {
  return std::find(serves.begin(), serves.end(), entry_kind) != serves.end();
}

const nlohmann::ordered_json& Variant::option_schemas() const {
  static const auto kNone = nlohmann::ordered_json::object();
  const auto properties = options.find("properties");
  return properties == options.end() ? kNone : *properties;
}

bool Variant::has_door(std::string_view door) const {
  return std::ranges::find(doors, door, &Word::name) != doors.end();
}

std::string Variant::word() const {
  std::string word = name;
  std::ranges::replace(word, '_', '-');
  return word;
}

std::string Variant::target() const { return "mcpgen::" + kind + "_" + name; }

std::string Variant::header() const { return "mcp/" + kind + "/" + name + "/" + name + ".h"; }

std::string Variant::cpp_class() const { return "mcp::" + kind + "::" + class_name(name); }

Variant read_variant(std::string kind, std::string name, const Node& root) {
  Variant variant;
  variant.kind = std::move(kind);
  variant.name = std::move(name);
  variant.summary = text_of(root, "summary");
  variant.answers = text_of(root, "answers");
  variant.command = text_of(root, "command");
  variant.shorthand = text_of(root, "shorthand");
  variant.quick = is_set(root, "quick");
  variant.lists = is_set(root, "lists");
  if (const Node* serves = root.find("serves")) {
    for (const Node& entry : serves->items) variant.serves.push_back(entry.text);
  }
  if (const Node* doors = root.find("doors")) {
    for (const Member& door : doors->members) variant.doors.push_back({door.key, door.value.text});
  }
  const Node* options = root.find("options");
  variant.options = options ? to_json(*options) : nlohmann::ordered_json::object();
  return variant;
}

}  // namespace mcpgen
