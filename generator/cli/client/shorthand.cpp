#include "cli/client/shorthand.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include <mcp/json/writer.h>

#include "cli/client/access.h"
#include "cli/client/local_reference.h"
#include "support/shell_word.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr int kDeepestSample = 8;
constexpr int kMostSamples = 200;
constexpr std::size_t kLongestSample = 200;

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

std::size_t length(const Json& schema, const char* bound, std::size_t otherwise) {
  const Json& value = member(schema, bound);
  return value.is_number_unsigned() ? value.get<std::size_t>() : otherwise;
}

/// As long as `schema` wants it; a pattern is left to the reader.
std::string sample_text(const Json& schema) {
  if (const NamedFormat* format = format_of(schema)) return std::string(format->sample);
  constexpr std::string_view kText = "text";
  const std::size_t least = std::max(length(schema, "minLength", 0), kText.size());
  const std::size_t size = std::min({least, length(schema, "maxLength", least), kLongestSample});
  std::string text;
  while (text.size() < size) text += kText[text.size() % kText.size()];
  return text;
}

/// Makes values for a schema, which a server may have made exponentially large by references.
class Sampler {
 public:
  explicit Sampler(const Json& root) : root_(root) {}

  Json sample(const Json& schema, int depth = 0) {
    if (left_ == 0 || --left_ == 0 || depth == kDeepestSample) return nullptr;
    if (const Json* target = referred(schema, root_)) return sample(*target, depth + 1);
    for (const char* given : {"default", "const"}) {
      if (const Json& value = member(schema, given); !value.is_null()) return value;
    }
    for (const char* given : {"examples", "enum"}) {
      if (const Json& values = member(schema, given); values.is_array() && !values.empty())
        return values.front();
    }
    for (const char* choice : {"anyOf", "oneOf"}) {
      if (const Json& schemas = member(schema, choice); schemas.is_array() && !schemas.empty())
        return sample(schemas.front(), depth + 1);
    }
    const std::string type = text_of(first_of(member(schema, "type")));
    if (const Json& all = member(schema, "allOf"); type.empty() && all.is_array() && !all.empty())
      return sample_of_all(all, depth + 1);
    return sample_of_type(type, schema, depth);
  }

 private:
  Json sample_of_all(const Json& schemas, int depth) {
    Json all = sample(schemas.front(), depth);
    for (const Json& schema : schemas) {
      const Json one = sample(schema, depth);
      if (all.is_object() && one.is_object()) all.update(one);
    }
    return all;
  }

  Json sample_of_type(const std::string& type, const Json& schema, int depth) {
    if (type == "integer" || type == "number") {
      for (const char* bound : {"minimum", "maximum"}) {
        if (const Json& value = member(schema, bound); !value.is_null()) return value;
      }
      return 1;
    }
    if (type == "boolean") return true;
    if (type == "array") return Json::array({sample(member(schema, "items"), depth + 1)});
    if (type == "object") {
      Json object = Json::object();
      for (const Json& name : member(schema, "required")) {
        const Json& field = member(member(schema, "properties"), text_of(name).c_str());
        object[text_of(name)] = sample(field, depth + 1);
      }
      return object;
    }
    return type == "null" ? Json() : Json(sample_text(schema));
  }

  const Json& root_;
  int left_ = kMostSamples;
};

}  // namespace

std::string shorthand_of(const Json& schema) {
  const Json& fallback = member(schema, "default");
  return type_text(schema) + (fallback.is_null() ? "" : " = " + value_text(fallback));
}

std::string sample_argument(const std::string& name, const Json& schema, const Json& root) {
  const Json value = Sampler(root).sample(schema);
  if (value.is_structured()) return shell_word(name) + ":=" + shell_word(mcp::to_text(value));
  return shell_word(name) + "=" + shell_word(value.is_string() ? text_of(value) : mcp::to_text(value));
}

std::string sample_call(const std::string& tool, const Json& schema) {
  std::string command = shell_word(tool);
  for (const Json& name : member(schema, "required")) {
    const Json& property = member(member(schema, "properties"), text_of(name).c_str());
    command += " " + sample_argument(text_of(name), property, schema);
  }
  return command;
}

}  // namespace mcpgen
