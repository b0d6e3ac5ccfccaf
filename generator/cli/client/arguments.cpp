#include "cli/client/arguments.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <mcp/json/read.h>

#include "cli/client/access.h"
#include "cli/client/shorthand.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr int kMaxReferences = 16;

/// Follows references to definitions, so that each is seen as what it stands for.
const Json& resolved(const Json& schema, const Json& root) {
  constexpr std::string_view kDefinitions = "#/$defs/";
  const Json* at = &schema;
  for (int i = 0; i < kMaxReferences; ++i) {
    const std::string target = text_member(*at, "$ref");
    if (!target.starts_with(kDefinitions)) break;
    at = &member(member(root, "$defs"), target.substr(kDefinitions.size()).c_str());
  }
  return *at;
}

std::vector<std::string> types_of(const Json& schema) {
  const Json& type = member(schema, "type");
  if (type.is_string()) return {text_of(type)};
  std::vector<std::string> types;
  if (type.is_array()) {
    for (const Json& item : type) types.push_back(text_of(item));
  }
  return types;
}

bool has_type(const Json& value, const std::string& type) {
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  return type == "object" && value.is_object();
}

/// Could `schema` mean `value`, as JSON or, of a string, as the text itself?
bool may_be(const Json& value, const Json& schema, const Json& root, int depth = 0) {
  const Json& found = resolved(schema, root);
  const std::vector<std::string> types = types_of(found);
  if (!types.empty())
    return std::ranges::any_of(types, [&](const std::string& type) { return has_type(value, type); });
  if (const Json& values = member(found, "enum"); values.is_array())
    return std::ranges::find(values, value) != values.end();
  for (const char* keyword : {"anyOf", "oneOf"}) {
    const Json& choices = member(found, keyword);
    if (choices.is_array() && depth < kMaxReferences) {
      return std::ranges::any_of(choices,
                                 [&](const Json& choice) { return may_be(value, choice, root, depth + 1); });
    }
  }
  return true;
}

std::optional<std::string> file_text(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return {};
  std::ifstream file(path, std::ios::binary);
  if (!file) return {};
  return std::string(std::istreambuf_iterator<char>(file), {});
}

struct Word {
  std::string key;
  std::string text;
  bool json = false;
};

std::variant<Word, UsageFault> read_word(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) {
    return UsageFault{"`" + word + "` is no argument", "write it as key=value, or key:=json"};
  }
  const bool json = word[equals - 1] == ':';
  Word read{word.substr(0, equals - (json ? 1 : 0)), word.substr(equals + 1), json};
  if (!read.text.starts_with('@')) return read;
  auto content = file_text(read.text.substr(1));
  if (!content) {
    return UsageFault{
        "cannot read the file `" + read.text.substr(1) + "`",
        json ? "" : "a text that begins with @ is written " + read.key + ":='\"" + read.text + "\"'"};
  }
  read.text = std::move(*content);
  return read;
}

}  // namespace

std::variant<Json, UsageFault> coerce(const std::string& text, const Json& schema, const Json& root) {
  auto read = mcp::read_json(text);
  const Json* value = std::get_if<Json>(&read);
  const bool quoted = value != nullptr && value->is_string() && !types_of(resolved(schema, root)).empty();
  if (value != nullptr && !quoted && may_be(*value, schema, root)) return *value;
  if (may_be(Json(text), schema, root)) return Json(text);
  return UsageFault{"`" + text + "` is no " + shorthand_of(resolved(schema, root)), ""};
}

std::variant<Json, UsageFault> read_arguments(const std::vector<std::string>& words, const Json& schema) {
  Json arguments = Json::object();
  for (const std::string& written : words) {
    const auto word = read_word(written);
    if (const auto* fault = std::get_if<UsageFault>(&word)) return *fault;
    const auto& [key, text, json] = std::get<Word>(word);
    if (arguments.contains(key)) {
      return UsageFault{"argument `" + key + "` is given twice", "a list is written " + key + ":='[1, 2]'"};
    }
    const Json& property = member(member(schema, "properties"), key.c_str());
    auto value = coerce(text, json ? Json() : property, schema);
    if (auto* fault = std::get_if<UsageFault>(&value))
      return UsageFault{"argument `" + key + "`: " + fault->message,
                        "such as " + sample_argument(key, property, schema)};
    if (json && std::holds_alternative<mcp::JsonFault>(mcp::read_json(text))) {
      return UsageFault{"argument `" + key + "` is not JSON",
                        "quote it for the shell: " + key + ":='[1, 2]'"};
    }
    arguments[key] = std::get<Json>(std::move(value));
  }
  return arguments;
}

}  // namespace mcpgen
