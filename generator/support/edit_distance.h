#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// The candidate that `word` was most likely meant to be: Damerau-Levenshtein distance at most 2 (1 for
/// words of up to 3 letters), the same but for case, `-` and `_`, or a prefix. "" when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace mcpgen
