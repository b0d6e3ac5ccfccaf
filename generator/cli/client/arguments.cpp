#include "cli/client/arguments.h"

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

#include <mcp/json/read.h>
#include <mcp/json/utf8.h>

#include "cli/client/acceptance.h"
#include "cli/client/access.h"
#include "cli/client/local_reference.h"
#include "cli/client/shorthand.h"
#include "support/shell_word.h"
#include "support/shown.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr std::size_t kMaxExcerpt = 80;
constexpr double kExactIntegers = 9007199254740992;  // 2^53

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
  std::string file{};  ///< where the text comes from; "" for the command line
};

std::variant<Word, UsageFault> read_word(const std::string& word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string::npos || equals == 0) {
    return UsageFault{"`" + excerpt(word, kMaxExcerpt) + "` is no argument",
                      "write it as key=value, or key:=json"};
  }
  const bool json = word[equals - 1] == ':';
  Word read{word.substr(0, equals - (json ? 1 : 0)), word.substr(equals + 1), json};
  if (!mcp::is_utf8(read.key))
    return UsageFault{"`" + excerpt(read.key, kMaxExcerpt) + "` is no name of an argument",
                      "names are text in UTF-8"};
  if (!read.text.starts_with('@')) return read;
  read.file = read.text.substr(1);
  auto content = file_text(read.file);
  if (!content) {
    return UsageFault{
        "cannot read the file `" + read.file + "`",
        json ? "" : "a text that begins with @ is written " + read.key + ":='\"" + read.text + "\"'"};
  }
  read.text = std::move(*content);
  return read;
}

/// 1e3 is the integer 1000 to JSON Schema, and to servers that read no more than digits.
Json whole(const Json& value) {
  if (!value.is_number_float()) return value;
  const auto number = value.get<double>();
  const bool exact = std::trunc(number) == number && std::abs(number) < kExactIntegers;
  return exact ? Json(static_cast<std::int64_t>(number)) : value;
}

UsageFault no_text(const Word& word, const Json& property, const Json& schema) {
  const bool binary = text_member(resolved(property, schema), "contentEncoding") == "base64";
  const std::string file = word.file.empty() ? "FILE" : shell_word(word.file);
  return {"argument `" + word.key + "` is not text in UTF-8, which is all that JSON carries",
          binary ? "give it as base64: " + shell_word(word.key) + "=\"$(base64 -w0 " + file + ")\""
                 : "bytes go as base64, where the tool takes that: \"$(base64 -w0 " + file + ")\""};
}

std::variant<Json, UsageFault> json_of(const Word& word) {
  auto read = mcp::read_json(word.text, mcp::kOwnText);
  if (auto* value = std::get_if<Json>(&read)) return std::move(*value);
  const auto& fault = std::get<mcp::JsonFault>(read);
  return UsageFault{"argument `" + word.key + "` is not JSON: " + fault.message + ", at byte " +
                        std::to_string(fault.offset + 1) + " of `" + excerpt(word.text, kMaxExcerpt) + "`",
                    "quote it for the shell: " + word.key + ":='[1, 2]'"};
}

std::variant<Json, UsageFault> value_of(const Word& word, const Json& schema) {
  if (word.json) return json_of(word);
  const Json& property = member(member(schema, "properties"), word.key.c_str());
  if (!mcp::is_utf8(word.text)) return no_text(word, property, schema);
  auto value = coerce(word.text, property, schema);
  if (auto* fault = std::get_if<UsageFault>(&value))
    return UsageFault{"argument `" + word.key + "`: " + fault->message,
                      "such as " + sample_argument(word.key, property, schema)};
  return value;
}

}  // namespace

std::variant<Json, UsageFault> coerce(const std::string& text, const Json& schema, const Json& root) {
  auto read = mcp::read_json(text, mcp::kOwnText);
  const Json* value = std::get_if<Json>(&read);
  const bool quoted = value != nullptr && value->is_string();
  if (value != nullptr && (!quoted || may_accept_anything(schema, root))) {
    for (Json candidate : {*value, whole(*value)})
      if (may_accept(schema, candidate, root)) return candidate;
  }
  if (may_accept(schema, Json(text), root)) return Json(text);
  // Where the quotes are no part of any text that is taken, they say that it is JSON.
  if (quoted && may_accept(schema, *value, root)) return *value;
  const std::string wanted = shorthand_of(resolved(schema, root));
  return UsageFault{"`" + excerpt(text, kMaxExcerpt) + "` is " +
                        (wanted == "any" ? "nothing that the schema takes" : "no " + wanted),
                    ""};
}

std::variant<Json, UsageFault> read_arguments(const std::vector<std::string>& words, const Json& schema) {
  Json arguments = Json::object();
  for (const std::string& written : words) {
    const auto read = read_word(written);
    if (const auto* fault = std::get_if<UsageFault>(&read)) return *fault;
    const Word& word = std::get<Word>(read);
    if (arguments.contains(word.key)) {
      return UsageFault{"argument `" + word.key + "` is given twice",
                        "a list is written " + word.key + ":='[1, 2]'"};
    }
    auto value = value_of(word, schema);
    if (auto* fault = std::get_if<UsageFault>(&value)) return std::move(*fault);
    arguments[word.key] = std::get<Json>(std::move(value));
  }
  return arguments;
}

}  // namespace mcpgen
