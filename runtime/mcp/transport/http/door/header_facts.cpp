#include "header_facts.h"

#include <optional>
#include <string_view>
#include <utility>

#include <mcp/core/base64.h>
#include <mcp/json/utf8.h>

namespace mcp::http {
namespace {

constexpr std::string_view kBegin = "=?base64?";
constexpr std::string_view kEnd = "?=";
constexpr std::string_view kParam = "mcp-param-";

bool is_encoded(std::string_view value) {
  return value.size() >= kBegin.size() + kEnd.size() && value.starts_with(kBegin) && value.ends_with(kEnd);
}

/// The text that an encoded value stands for; nothing when it stands for none.
std::optional<std::string> decode(std::string_view value) {
  value.remove_prefix(kBegin.size());
  value.remove_suffix(kEnd.size());
  auto text = from_base64(value);
  if (text && !is_utf8(*text)) return {};
  return text;
}

/// What a value says, encoded or not.
std::optional<std::string> read_value(std::string_view value) {
  return is_encoded(value) ? decode(value) : std::string(value);
}

}  // namespace

HeadFacts::HeadFacts(const Head& head)
    : facts_{.revision = head[Name::mcp_protocol_version],
             .method = head[Name::mcp_method],
             .name = head[Name::mcp_name]} {
  for (const Field& field : head.fields()) {
    if (field.name.size() > kParam.size() && equal_ignoring_case(field.name.substr(0, kParam.size()), kParam))
      facts_.params.push_back({field.name.substr(kParam.size()), read_value(field.value)});
  }
  if (!facts_.name) return;
  // What cannot be decoded is no name of anything.
  name_ = read_value(*facts_.name).value_or("");
  facts_.name = name_;
}

}  // namespace mcp::http
