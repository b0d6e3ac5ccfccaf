#include "cli/client/http/challenge.h"

#include <algorithm>
#include <optional>

#include <mcp/core/ascii.h>

namespace mcpgen {
namespace {

constexpr std::size_t kLongestValue = 1000;

/// Takes one `name="value"` or a word off the front. The value is nothing for a word.
std::optional<std::string> take(std::string_view& rest, std::string_view& name) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t,"), rest.size()));
  const std::size_t end = std::min(rest.find_first_of(" \t,="), rest.size());
  name = rest.substr(0, end);
  rest.remove_prefix(end);
  if (!rest.starts_with('=')) return {};
  rest.remove_prefix(1);
  std::string value;
  if (!rest.starts_with('"')) {
    const std::size_t length = std::min(rest.find_first_of(" \t,"), rest.size());
    value = rest.substr(0, length);
    rest.remove_prefix(length);
    return value;
  }
  for (rest.remove_prefix(1); !rest.empty() && rest.front() != '"'; rest.remove_prefix(1)) {
    if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
    value += rest.front();
  }
  if (!rest.empty()) rest.remove_prefix(1);
  return value;
}

}  // namespace

Challenge read_challenge(std::string_view header) {
  Challenge challenge;
  std::string_view name;
  while (!header.empty()) {
    const std::size_t before = header.size();
    const auto value = take(header, name);
    if (header.size() == before) break;
    if (!value || value->size() > kLongestValue) continue;
    if (mcp::equal_ignoring_case(name, "scope")) challenge.scope = *value;
    if (mcp::equal_ignoring_case(name, "resource_metadata")) challenge.metadata = *value;
  }
  return challenge;
}

}  // namespace mcpgen
