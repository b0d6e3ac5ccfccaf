#pragma once

#include <string_view>
#include <vector>

#include <mcp/core/error.h>

namespace mcp {

/// `invalid_params`: nothing is known by this word, and which of `known` was probably meant.
Error unknown_word(std::string_view what, std::string_view word, const std::vector<std::string_view>& known);

}  // namespace mcp
