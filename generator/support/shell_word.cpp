#include "support/shell_word.h"

#include <algorithm>

namespace mcpgen {
namespace {

bool means_itself_to_a_shell(char c) {
  constexpr std::string_view kPlain = "_-./:@%+,=";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80 || kPlain.find(c) != std::string_view::npos;
}

}  // namespace

std::string shell_word(std::string_view text) {
  if (!text.empty() && std::ranges::all_of(text, means_itself_to_a_shell)) return std::string(text);
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace mcpgen
