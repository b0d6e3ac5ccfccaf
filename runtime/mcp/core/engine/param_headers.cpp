#include <mcp/core/engine/param_headers.h>

#include <algorithm>
#include <utility>
#include <variant>

#include <mcp/core/ascii.h>
#include <mcp/core/members.h>
#include <mcp/core/revision/classify.h>
#include <mcp/json/compare.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

constexpr std::string_view kMark = "x-mcp-header";

void collect(const Json& schema, std::vector<std::string>& path, std::vector<ParamHeader>& found) {
  const Json* properties = schema.is_object() ? find_member(schema, "properties") : nullptr;
  if (properties == nullptr || !properties->is_object()) return;
  for (const auto& [name, property] : properties->items()) {
    path.push_back(name);
    const std::string* header = property.is_object() ? find_text(property, kMark) : nullptr;
    if (header != nullptr) found.push_back({*header, path});
    collect(property, path, found);
    path.pop_back();
  }
}

/// Null when it is absent, or null itself.
const Json* argument_at(const Json& arguments, const std::vector<std::string>& path) {
  const Json* at = &arguments;
  for (const std::string& name : path) {
    at = at->is_object() ? find_member(*at, name) : nullptr;
    if (at == nullptr || at->is_null()) return nullptr;
  }
  return at;
}

bool agree(const Json& argument, const std::string& header) {
  if (const auto* text = argument.get_ptr<const std::string*>()) return *text == header;
  const auto value = read_json(header, {.depth = 1, .values = 1});
  const Json* read = std::get_if<Json>(&value);
  return read != nullptr && equal(argument, *read);
}

}  // namespace

std::vector<ParamHeader> find_param_headers(std::string_view input_schema_json) {
  std::vector<ParamHeader> found;
  if (input_schema_json.find(kMark) == std::string_view::npos) return found;
  const auto schema = read_json(input_schema_json, kOwnText);
  std::vector<std::string> path;
  if (const Json* document = std::get_if<Json>(&schema)) collect(*document, path, found);
  return found;
}

std::string differing_header(const std::vector<ParamHeader>& params, const Json& arguments,
                             const HeaderFacts& headers) {
  for (const ParamHeader& param : params) {
    const auto is_it = [&](const HeaderFacts::Param& sent) {
      return equal_ignoring_case(sent.name, param.header);
    };
    const auto count = std::ranges::count_if(headers.params, is_it);
    const Json* argument = argument_at(arguments, param.path);
    const bool missing = count != (argument == nullptr ? 0 : 1);
    if (argument == nullptr && !missing) continue;
    const auto sent = std::ranges::find_if(headers.params, is_it);
    if (missing || !sent->value || !agree(*argument, *sent->value)) return "Mcp-Param-" + param.header;
  }
  return {};
}

}  // namespace mcp
