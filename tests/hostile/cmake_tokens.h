#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hostile {

/// A token of a CMake file. Words are the names of commands and arguments without quotes.
struct CmakeToken {
  enum class Kind { word, quoted, bracket, open, close, stray };
  Kind kind = Kind::stray;
  std::string text;
};

/// A CMake file, taken apart; nothing of a comment is in it.
struct CmakeTokens {
  std::vector<CmakeToken> tokens;
  std::vector<std::string> oddities;  ///< bracket comments, references, lists and what does not end
};
CmakeTokens cmake_tokens(std::string_view source);

}  // namespace hostile
