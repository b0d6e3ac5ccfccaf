#pragma once

#include <string>
#include <string_view>

namespace mcp {

/// True when `text` is well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

/// `text` with each ill-formed sequence replaced by U+FFFD.
std::string to_utf8(std::string_view text);

}  // namespace mcp
