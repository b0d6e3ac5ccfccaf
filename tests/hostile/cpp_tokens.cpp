#include "cpp_tokens.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hostile {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads from left to right. Phases 1 and 2 are undone within raw strings, as the standard says.
class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  std::vector<Token> run() {
    while (skip_space_and_comments()) {
      if (in_include_ && peek() == '<') {
        take_header();
      } else if (raw_prefix()) {
        take_raw();
      } else if (is_digit(peek())) {
        take_word(Token::Kind::number);
      } else if (is_word(peek())) {
        take_word(Token::Kind::identifier);
      } else if (peek() == '"' || peek() == '\'') {
        take_quoted();
      } else {
        add(Token::Kind::punctuator, std::string(1, next()));
      }
    }
    return std::move(tokens_);
  }

 private:
  /// One character after phases 1 and 2, and how many bytes it took; '\0' at the end.
  std::pair<char, std::size_t> look(std::size_t at) const {
    static constexpr std::string_view kTrigraphs = "=(/)'<!>-";
    static constexpr std::string_view kReplacements = "#[\\]^{|}~";
    std::size_t start = at;
    while (at < source_.size()) {
      char c = source_[at];
      std::size_t size = 1;
      if (source_.substr(at, 2) == "\?\?" && at + 2 < source_.size()) {
        const std::size_t which = kTrigraphs.find(source_[at + 2]);
        if (which != std::string_view::npos) {
          c = kReplacements[which];
          size = 3;
        }
      }
      if (c == '\\' && source_.substr(at + size, 1) == "\n") {
        at += size + 1;
        continue;
      }
      return {c, at + size - start};
    }
    return {'\0', at - start};
  }

  bool at_end() const { return look(at_).first == '\0' && at_ + look(at_).second >= source_.size(); }
  char peek() const { return look(at_).first; }
  char peek_second() const { return look(at_ + look(at_).second).first; }
  char next() {
    const auto [c, size] = look(at_);
    at_ += size;
    return c;
  }

  void add(Token::Kind kind, std::string text, std::string value = {}) {
    if (kind == Token::Kind::identifier && text == "include" && !tokens_.empty() &&
        tokens_.back().text == "#") {
      in_include_ = true;
    } else if (kind != Token::Kind::punctuator) {
      in_include_ = false;
    }
    tokens_.push_back({kind, std::move(text), std::move(value)});
  }

  bool skip_space_and_comments() {
    while (!at_end()) {
      if (peek() == '\n') in_include_ = false;
      if (peek() == ' ' || peek() == '\n' || peek() == '\t') {
        next();
      } else if (peek() == '/' && peek_second() == '/') {
        while (!at_end() && peek() != '\n') next();
      } else if (peek() == '/' && peek_second() == '*') {
        // Generated code has no block comments.
        return tokens_.push_back({Token::Kind::broken, "/*", {}}), false;
      } else {
        return true;
      }
    }
    return false;
  }

  bool raw_prefix() const { return source_.substr(at_, 2) == "R\""; }

  void take_raw() {
    const std::size_t open = source_.find('(', at_);
    const std::string delimiter(source_.substr(at_ + 2, open - at_ - 2));
    const std::string end = ")" + delimiter + "\"";
    const std::size_t close = open == std::string_view::npos ? open : source_.find(end, open);
    if (close == std::string_view::npos || delimiter.size() > 16) {
      tokens_.push_back({Token::Kind::broken, "R\"", {}});
      at_ = source_.size();
      return;
    }
    const std::string value(source_.substr(open + 1, close - open - 1));
    add(Token::Kind::string, std::string(source_.substr(at_, close + end.size() - at_)), value);
    at_ = close + end.size();
  }

  void take_word(Token::Kind kind) {
    std::string word;
    while (!at_end() && (is_word(peek()) || (kind == Token::Kind::number && peek() == '.'))) word += next();
    add(kind, word);
  }

  void take_header() {
    std::string text;
    while (!at_end() && peek() != '>' && peek() != '\n') text += next();
    text += next();
    add(Token::Kind::header, text);
  }

  void take_quoted() {
    const char quote = next();
    std::string text(1, quote);
    std::string value;
    while (!at_end() && peek() != quote && peek() != '\n') {
      const char c = next();
      text += c;
      if (c != '\\') {
        value += c;
      } else {
        take_escape(text, value);
      }
    }
    if (peek() != quote) return tokens_.push_back({Token::Kind::broken, text, {}});
    text += next();
    add(quote == '"' ? Token::Kind::string : Token::Kind::character, text, value);
  }

  void take_escape(std::string& text, std::string& value) {
    std::string digits;
    while (digits.size() < 3 && peek() >= '0' && peek() <= '7') digits += next();
    if (!digits.empty()) {
      text += digits;
      value += static_cast<char>(std::stoi(digits, nullptr, 8));
      return;
    }
    const char c = next();
    text += c;
    value += c == 'n' ? '\n' : c;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  bool in_include_ = false;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(std::string_view source) { return Lexer(source).run(); }

std::string shape_of(const std::vector<Token>& tokens) {
  std::string shape;
  for (const Token& token : tokens) {
    switch (token.kind) {
      case Token::Kind::identifier:
        shape += "id ";
        break;
      case Token::Kind::number:
        shape += "number ";
        break;
      case Token::Kind::string:
        shape += "string ";
        break;
      case Token::Kind::character:
        shape += "character ";
        break;
      case Token::Kind::broken:
        shape += "BROKEN ";
        break;
      case Token::Kind::header:
      case Token::Kind::punctuator:
        shape += token.text + ' ';
        break;
    }
  }
  return shape;
}

}  // namespace hostile
