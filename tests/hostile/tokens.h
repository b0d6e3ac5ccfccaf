#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hostile {

/// A preprocessing token of C++20 as the compiler sees it: line splices are gone.
struct Token {
  enum class Kind { identifier, keyword, number, string, character, header, punctuator, stray };
  Kind kind = Kind::stray;
  std::string text;
};

/// A C++ source file, taken apart.
struct CppTokens {
  std::vector<Token> tokens;
  std::vector<std::string> comments;  ///< with the `//` or `/*` they begin with
  std::vector<std::string> oddities;  ///< splices, trigraphs and what does not end
};
CppTokens cpp_tokens(std::string_view source);

/// The bytes a string literal stands for; nothing when it is none, or its escapes are not C++.
std::optional<std::string> decode(const Token& literal);

/// True when every escape of a string literal ends by itself, whatever follows it: no `\x`, no octal of less
/// than three digits.
bool escapes_end_by_themselves(const Token& literal);

}  // namespace hostile
