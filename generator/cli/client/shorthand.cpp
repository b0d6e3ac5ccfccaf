#include "cli/client/shorthand.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "support/shell_word.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr int kDeepestSample = 8;

bool is_bare(const std::string& word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.' || c == '/' || c == '@' || c >= 0x80;
  });
}

std::string value_text(const Json& value) {
  return value.is_string() && is_bare(text_of(value)) ? text_of(value) : mcp::to_text(value);
}

std::string joined(const Json& list, std::string (*text)(const Json&)) {
  std::string all;
  for (const Json& item : list) all += (all.empty() ? "" : " | ") + text(item);
  return all;
}

struct NamedFormat {
  std::string_view format;
  std::string_view name;
  std::string_view sample;
};

constexpr std::array kFormats{
    NamedFormat{"date", "date", "2026-01-31"},
    NamedFormat{"date-time", "datetime", "2026-01-31T12:00:00Z"},
    NamedFormat{"uri", "uri", "https://example.com"},
    NamedFormat{"email", "email", "ada@example.com"},
    NamedFormat{"uuid", "uuid", "00000000-0000-4000-8000-000000000000"},
};

const NamedFormat* format_of(const Json& schema) {
  const std::string format = text_member(schema, "format");
  const auto found = std::find_if(kFormats.begin(), kFormats.end(),
                                  [&](const NamedFormat& known) { return known.format == format; });
  return found == kFormats.end() ? nullptr : &*found;
}

/// `(1..5)`, or "" when neither bound is there.
std::string range(const Json& schema, const char* low, const char* high) {
  const Json& from = member(schema, low);
  const Json& to = member(schema, high);
  if (from.is_null() && to.is_null()) return "";
  const auto text = [](const Json& bound) { return bound.is_null() ? "" : mcp::to_text(bound); };
  return "(" + text(from) + ".." + text(to) + ")";
}

std::string text_type(const Json& schema) {
  if (const NamedFormat* format = format_of(schema)) return std::string(format->name);
  if (text_member(schema, "contentEncoding") == "base64") return "base64";
  const std::string pattern = text_member(schema, "pattern");
  return "string" + (pattern.empty() ? range(schema, "minLength", "maxLength") : "(/" + pattern + "/)");
}

std::string list_type(const Json& schema) {
  const Json& items = member(schema, "items");
  const std::string item = items.is_object() ? shorthand_of(items) : "any";
  return (item.find(' ') == std::string::npos ? item : "(" + item + ")") + "[]";
}

std::string type_text(const Json& schema) {
  if (const std::string target = text_member(schema, "$ref"); !target.empty())
    return target.substr(target.rfind('/') + 1);
  if (const Json& values = member(schema, "enum"); values.is_array()) return joined(values, value_text);
  if (schema.is_object() && schema.contains("const")) return value_text(schema["const"]);
  for (const char* choice : {"anyOf", "oneOf"}) {
    if (const Json& schemas = member(schema, choice); schemas.is_array())
      return joined(schemas, shorthand_of);
  }
  const Json& types = member(schema, "type");
  if (types.is_array()) return joined(types, text_of);
  const std::string type = text_of(types);
  if (type == "string") return text_type(schema);
  if (type == "array") return list_type(schema);
  if (type == "integer" || type == "number") return type + range(schema, "minimum", "maximum");
  return type.empty() ? "any" : type;
}

const Json& first_of(const Json& list) { return list.is_array() && !list.empty() ? list.front() : list; }

Json sample(const Json& schema, const Json& root, int depth) {
  if (depth == kDeepestSample) return nullptr;
  if (const std::string target = text_member(schema, "$ref"); !target.empty())
    return sample(member(member(root, "$defs"), target.substr(target.rfind('/') + 1).c_str()), root,
                  depth + 1);
  for (const char* given : {"default", "const"}) {
    if (const Json& value = member(schema, given); !value.is_null()) return value;
  }
  for (const char* given : {"examples", "enum"}) {
    if (const Json& values = member(schema, given); values.is_array() && !values.empty())
      return values.front();
  }
  for (const char* choice : {"anyOf", "oneOf"}) {
    if (const Json& schemas = member(schema, choice); schemas.is_array() && !schemas.empty())
      return sample(schemas.front(), root, depth + 1);
  }
  const std::string type = text_of(first_of(member(schema, "type")));
  if (type == "integer" || type == "number") {
    for (const char* bound : {"minimum", "maximum"}) {
      if (const Json& value = member(schema, bound); !value.is_null()) return value;
    }
    return 1;
  }
  if (type == "boolean") return true;
  if (type == "array") return Json::array({sample(member(schema, "items"), root, depth + 1)});
  if (type == "object") {
    Json object = Json::object();
    for (const Json& name : member(schema, "required")) {
      const Json& field = member(member(schema, "properties"), text_of(name).c_str());
      object[text_of(name)] = sample(field, root, depth + 1);
    }
    return object;
  }
  const NamedFormat* format = format_of(schema);
  return format == nullptr ? "text" : std::string(format->sample);
}

}  // namespace

std::string shorthand_of(const Json& schema) {
  const Json& fallback = member(schema, "default");
  return type_text(schema) + (fallback.is_null() ? "" : " = " + value_text(fallback));
}

std::string sample_argument(const std::string& name, const Json& schema, const Json& root) {
  const Json value = sample(schema, root, 0);
  if (value.is_structured()) return shell_word(name) + ":=" + shell_word(mcp::to_text(value));
  return shell_word(name) + "=" + shell_word(value.is_string() ? text_of(value) : mcp::to_text(value));
}

std::string sample_call(const std::string& tool, const Json& schema) {
  std::string command = "mcpgen call " + shell_word(tool);
  for (const Json& name : member(schema, "required")) {
    const Json& property = member(member(schema, "properties"), text_of(name).c_str());
    command += " " + sample_argument(text_of(name), property, schema);
  }
  return command;
}

}  // namespace mcpgen
