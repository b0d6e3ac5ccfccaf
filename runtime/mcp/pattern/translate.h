#pragma once

#include <string>
#include <string_view>
#include <variant>

namespace mcp::pattern {

/// What an expression of ECMA-262 is in PCRE2's spelling, and nothing that only PCRE2 knows.
struct Translated {
  std::string expression;
};

/// Why it is no such expression.
struct Untranslatable {
  std::string reason;
};

std::variant<Translated, Untranslatable> translate(std::string_view expression);

}  // namespace mcp::pattern
