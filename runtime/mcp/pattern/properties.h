#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcp::pattern {

/// What stands between the braces of `\p{…}` in PCRE2's spelling, which has only short names.
std::optional<std::string> property_name(std::string_view name);

}  // namespace mcp::pattern
