#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// `a`, `a or b`, `a, b or c`.
std::string one_of(const std::vector<std::string>& choices);

/// `1 error`, `2 errors`.
std::string counted(std::size_t count, std::string_view noun);

/// `text` with everything that a reader cannot see, and ill-formed bytes, written out: `\u{202e}`, `\x{ff}`.
std::string visible(std::string_view text);

/// The candidate that `word` was most likely meant to be; "" when none is near.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

/// The help "did you mean `x`?" for the candidate nearest to `word`, or `otherwise` when none is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates,
                         std::string otherwise = {});

}  // namespace mcpgen
