#include <mcp/core/rpc/raw_text.h>

namespace mcp {
namespace {

/// Walks over JSON text that is known to be well-formed.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skip_char() { ++at_; }
  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  std::string_view take_value() {
    const std::size_t begin = at_;
    if (peek() == '"') {
      skip_string();
    } else if (peek() == '{' || peek() == '[') {
      skip_nested();
    } else {
      while (at_ < text_.size() && !ends_scalar(text_[at_])) ++at_;
    }
    return text_.substr(begin, at_ - begin);
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  static bool ends_scalar(char c) { return c == ',' || c == '}' || c == ']' || is_space(c); }

  void skip_string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    ++at_;
  }

  void skip_nested() {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
        continue;
      }
      ++at_;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::string_view member_text(std::string_view object, std::size_t index) {
  Cursor cursor(object);
  cursor.skip_space();
  for (std::size_t i = 0;; ++i) {
    cursor.skip_char();  // the brace, or the comma
    cursor.skip_space();
    cursor.take_value();  // the key
    cursor.skip_space();
    cursor.skip_char();  // the colon
    cursor.skip_space();
    const std::string_view value = cursor.take_value();
    if (i == index) return value;
    cursor.skip_space();
    if (cursor.peek() != ',') return {};
  }
}

}  // namespace mcp
