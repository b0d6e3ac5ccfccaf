#include "key.h"

#include <algorithm>
#include <chrono>

#include <mcp/core/timestamp.h>

namespace mcp::auth::keys {
namespace {

constexpr std::size_t kMostNameBytes = 64;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

bool is_key_name(std::string_view text) {
  constexpr std::string_view kMarks = "._-@";
  return !text.empty() && text.size() <= kMostNameBytes && is_alphanumeric(text.front()) &&
         std::ranges::all_of(text,
                             [&](char c) { return is_alphanumeric(c) || kMarks.find(c) != kMarks.npos; });
}

std::string moment_text(Moment moment) {
  return utc_timestamp(std::chrono::system_clock::time_point(std::chrono::milliseconds(moment)));
}

std::string joined(const std::vector<std::string>& scopes) {
  std::string text;
  for (const std::string& scope : scopes) text += (text.empty() ? "" : " ") + scope;
  return text;
}

std::vector<std::string> split(std::string_view scopes) {
  std::vector<std::string> words;
  while (!scopes.empty()) {
    const std::size_t end = std::min(scopes.find(' '), scopes.size());
    if (end > 0) words.emplace_back(scopes.substr(0, end));
    scopes.remove_prefix(std::min(end + 1, scopes.size()));
  }
  return words;
}

}  // namespace mcp::auth::keys
