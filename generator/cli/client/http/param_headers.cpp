#include "cli/client/http/param_headers.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include <mcp/core/ascii.h>
#include <mcp/core/base64.h>
#include <mcp/json/writer.h>

#include "cli/client/access.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr const char* kMark = "x-mcp-header";
constexpr std::string_view kEncoded = "=?base64?";
constexpr std::string_view kEncodedEnd = "?=";
/// Of these the values are data, not schemas.
constexpr std::array<std::string_view, 4> kData{"const", "default", "enum", "examples"};

/// Goes through a schema; `fault_` says what is wrong with the first mark that is.
class Collector {
 public:
  std::variant<std::vector<ParamHeader>, std::string> collect(const Json& schema) {
    visit_members(schema, true);
    if (!fault_.empty()) return fault_;
    return std::move(found_);
  }

 private:
  /// `direct`: from the arguments to `schema` it is `properties` all the way.
  void visit(const Json& schema, bool direct) {
    if (schema.is_object() && schema.contains(kMark)) take(schema, direct);
    visit_members(schema, direct);
  }

  void visit_members(const Json& schema, bool direct) {
    if (schema.is_array()) {
      for (const Json& part : schema) visit(part, false);
    }
    if (!schema.is_object()) return;
    for (const auto& [keyword, value] : schema.items()) {
      if (keyword == "properties" && value.is_object()) {
        visit_properties(value, direct);
      } else if (std::ranges::find(kData, keyword) == kData.end()) {
        visit(value, false);
      }
    }
  }

  void visit_properties(const Json& properties, bool direct) {
    for (const auto& [name, property] : properties.items()) {
      path_.push_back(name);
      visit(property, direct);
      path_.pop_back();
    }
  }

  void take(const Json& schema, bool direct) {
    const std::string name = text_member(schema, kMark);
    const std::string type = text_member(schema, "type");
    std::string lower = name;
    std::ranges::transform(lower, lower.begin(), mcp::to_lower);
    if (!mcp::is_header_name(name)) {
      blame("the name of a header that is none");
    } else if (!direct) {
      blame("an argument in a header that has no single place");
    } else if (type != "string" && type != "integer" && type != "boolean") {
      blame("an argument in a header that is no text, integer or boolean");
    } else if (!taken_.insert(lower).second) {
      blame("two arguments in the header Mcp-Param-" + name);
    } else {
      found_.push_back({name, path_});
    }
  }

  void blame(std::string what) {
    if (fault_.empty()) fault_ = std::move(what);
  }

  std::vector<std::string> path_{};
  std::set<std::string> taken_{};
  std::vector<ParamHeader> found_{};
  std::string fault_{};
};

const Json& argument_at(const Json& arguments, const std::vector<std::string>& path) {
  const Json* at = &arguments;
  for (const std::string& name : path) at = &member(*at, name.c_str());
  return *at;
}

}  // namespace

std::variant<std::vector<ParamHeader>, std::string> read_param_headers(const Json& input_schema) {
  return Collector().collect(input_schema);
}

HttpFields param_fields(const std::vector<ParamHeader>& headers, const Json& arguments) {
  HttpFields fields;
  for (const auto& [name, path] : headers) {
    const Json& argument = argument_at(arguments, path);
    if (argument.is_null()) continue;
    fields.emplace_back("Mcp-Param-" + name,
                        header_value(argument.is_string() ? text_of(argument) : mcp::to_text(argument)));
  }
  return fields;
}

std::string header_value(const std::string& text) {
  const bool visible = std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
  const bool trimmed = !text.starts_with(' ') && !text.ends_with(' ');
  const bool looks_encoded = text.starts_with(kEncoded) && text.ends_with(kEncodedEnd);
  if (visible && trimmed && !looks_encoded) return text;
  return std::string(kEncoded) + mcp::to_base64(text) + std::string(kEncodedEnd);
}

}  // namespace mcpgen
