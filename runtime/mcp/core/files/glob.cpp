#include <mcp/core/files/glob.h>

#include <algorithm>

namespace mcp {
namespace {

/// Bytes after the first of a character's UTF-8 form.
bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

Glob::Glob(std::string_view pattern) {
  bool at_name_start = true;
  while (!pattern.empty()) {
    std::size_t length = 1;
    Token token{Token::Kind::character, pattern.front()};
    if (at_name_start && pattern.starts_with("**/")) {
      token.kind = Token::Kind::folders;
      length = 3;
    } else if (at_name_start && pattern == "**") {
      token.kind = Token::Kind::everything;
      length = 2;
    } else if (pattern.front() == '*') {
      token.kind = Token::Kind::name_part;
    } else if (pattern.front() == '?') {
      token.kind = Token::Kind::one;
    }
    tokens_.push_back(token);
    at_name_start = pattern[length - 1] == '/';
    pattern.remove_prefix(length);
  }
}

bool Glob::matches(std::string_view path) const {
  Positions now(tokens_.size() + 1);
  Positions next(tokens_.size() + 1);
  enter(now, 0);
  for (const char c : path) {
    std::fill(next.begin(), next.end(), false);
    step(now, c, next);
    now.swap(next);
  }
  return now.back();
}

bool Glob::crosses_folders() const {
  return std::any_of(tokens_.begin(), tokens_.end(), [](const Token& token) {
    return token.kind == Token::Kind::folders || token.kind == Token::Kind::everything ||
           (token.kind == Token::Kind::character && token.character == '/');
  });
}

/// Position `index` and those after it that need no character.
void Glob::enter(Positions& positions, std::size_t index) const {
  positions[index] = true;
  while (index < tokens_.size() &&
         (tokens_[index].kind == Token::Kind::name_part || tokens_[index].kind == Token::Kind::folders ||
          tokens_[index].kind == Token::Kind::everything)) {
    positions[++index] = true;
  }
}

void Glob::step(const Positions& from, char next, Positions& to) const {
  for (std::size_t i = 0; i < from.size(); ++i) {
    if (!from[i]) continue;
    if (i > 0 && tokens_[i - 1].kind == Token::Kind::one && is_continuation(next)) enter(to, i);
    if (i == tokens_.size()) break;
    switch (tokens_[i].kind) {
      case Token::Kind::character:
        if (next == tokens_[i].character) enter(to, i + 1);
        break;
      case Token::Kind::one:
        if (next != '/' && !is_continuation(next)) enter(to, i + 1);
        break;
      case Token::Kind::name_part:
        if (next != '/') enter(to, i);
        break;
      case Token::Kind::folders:
        // Within a folder's name nothing else may begin; behind its slash anything may.
        to[i] = true;
        if (next == '/') enter(to, i + 1);
        break;
      case Token::Kind::everything:
        enter(to, i);
        break;
    }
  }
}

}  // namespace mcp
