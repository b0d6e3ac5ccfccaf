#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hostile {

/// A token of C++ as a compiler sees it. Comments are none.
struct Token {
  enum class Kind { identifier, number, string, character, header, punctuator, broken };
  Kind kind = Kind::punctuator;
  std::string text{};   ///< as written
  std::string value{};  ///< of a string: what it is at run time
};

/// Splices lines and replaces trigraphs first, as the strictest compiler does. What does not end is `broken`.
std::vector<Token> tokens_of(std::string_view source);

/// What the tokens are, without what they say: identifiers, numbers and strings by kind, everything else by
/// spelling.
std::string shape_of(const std::vector<Token>& tokens);

}  // namespace hostile
