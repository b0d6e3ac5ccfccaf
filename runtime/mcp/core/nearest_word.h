#pragma once

#include <string_view>
#include <vector>

#include <mcp/core/error.h>

namespace mcp {

/// The candidate that `word` was most likely meant to be: Damerau-Levenshtein distance at most 2 (1 for
/// words of up to 3 letters), the same but for case, `-` and `_`, or a prefix. "" when none is near.
std::string_view nearest_word(std::string_view word, const std::vector<std::string_view>& candidates);

/// `invalid_params`: nothing is known by this word, and which of `known` was probably meant.
Error unknown_word(std::string_view what, std::string_view word, const std::vector<std::string_view>& known);

}  // namespace mcp
