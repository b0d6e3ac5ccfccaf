#include "cli/client/arguments.h"

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
  if (type == "array") return value.is_array();
  return type == "object" && value.is_object();
}

std::optional<std::string> file_text(const std::string& path) {
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
  if (!content) return UsageFault{"cannot read `" + read.text.substr(1) + "`", ""};
  read.text = std::move(*content);
  return read;
}

}  // namespace

std::variant<Json, UsageFault> coerce(const std::string& text, const Json& schema, const Json& root) {
  const std::vector<std::string> types = types_of(resolved(schema, root));
  auto read = mcp::read_json(text);
  const Json* value = std::get_if<Json>(&read);
  bool takes_text = types.empty();
  for (const std::string& type : types) {
    if (value != nullptr && has_type(*value, type)) return *value;
    takes_text = takes_text || type == "string";
  }
  if (types.empty() && value != nullptr) return *value;
  if (takes_text) return Json(text);
  return UsageFault{"`" + text + "` is no " + shorthand_of(resolved(schema, root)), ""};
}

std::variant<Json, UsageFault> read_arguments(const std::vector<std::string>& words, const Json& schema) {
  Json arguments = Json::object();
  for (const std::string& written : words) {
    const auto word = read_word(written);
    if (const auto* fault = std::get_if<UsageFault>(&word)) return *fault;
    const auto& [key, text, json] = std::get<Word>(word);
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
