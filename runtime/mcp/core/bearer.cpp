#include "bearer.h"

#include <algorithm>
#include <cstddef>

#include <mcp/core/ascii.h>

namespace mcp {

std::optional<std::string_view> bearer_token(const RequestHead& head) {
  constexpr std::string_view kScheme = "bearer";
  const auto value = head.header("authorization");
  if (!value) return {};
  const std::size_t end = std::min(value->find(' '), value->size());
  if (!equal_ignoring_case(value->substr(0, end), kScheme)) return {};
  const std::size_t token = value->find_first_not_of(' ', end);
  return token == std::string_view::npos ? std::string_view() : value->substr(token);
}

std::string bearer_challenge(const std::string& realm, const RequestHead& head) {
  const std::string challenge = "Bearer realm=\"" + realm + "\"";
  return bearer_token(head) ? challenge + ", error=\"invalid_token\"" : challenge;
}

bool can_be_quoted(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

}  // namespace mcp
