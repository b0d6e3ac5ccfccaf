#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace mcp::pattern {

/// What an expression of ECMA-262 is in PCRE2's spelling, and nothing that only PCRE2 knows but for callouts:
/// one wherever a search starts, chooses or comes back to, so that what it costs can be counted.
struct Translated {
  std::string expression;
  std::size_t longest_stretch;  ///< characters that are compared between two callouts, at the most
};

/// The number of the callouts before a reference, which may compare as much as a group has matched.
constexpr std::uint32_t kBeforeReference = 1;

/// Why it is no such expression.
struct Untranslatable {
  std::string reason;
};

std::variant<Translated, Untranslatable> translate(std::string_view expression);

}  // namespace mcp::pattern
