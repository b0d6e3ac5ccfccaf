#include "cmake_tokens.h"

namespace hostile {
namespace {

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  CmakeTokens run() && {
    while (at_ < source_.size()) step();
    return std::move(result_);
  }

 private:
  using Kind = CmakeToken::Kind;

  void step() {
    const char c = source_[at_];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++at_;
    } else if (c == '#') {
      comment();
    } else if (c == '(' || c == ')') {
      add(c == '(' ? Kind::open : Kind::close, 1);
    } else if (c == '"') {
      quoted();
    } else if (const std::size_t length = bracket(at_)) {
      add(Kind::bracket, length);
    } else {
      word();
    }
  }

  void comment() {
    if (const std::size_t length = bracket(at_ + 1)) {
      result_.oddities.emplace_back("a bracket comment");
      at_ += 1 + length;
      return;
    }
    at_ = std::min(source_.find('\n', at_), source_.size());
  }

  /// How long the bracket argument is that begins at `start`; 0 when there is none.
  std::size_t bracket(std::size_t start) {
    if (start >= source_.size() || source_[start] != '[') return 0;
    const std::size_t second = source_.find_first_not_of('=', start + 1);
    if (second == std::string_view::npos || source_[second] != '[') return 0;
    const std::string end = ']' + std::string(second - start - 1, '=') + ']';
    const std::size_t found = source_.find(end, second + 1);
    if (found != std::string_view::npos) return found + end.size() - start;
    result_.oddities.emplace_back("a bracket without an end");
    return source_.size() - start;
  }

  void quoted() {
    std::size_t end = at_ + 1;
    while (end < source_.size() && source_[end] != '"') {
      reference(end);
      end += source_[end] == '\\' ? 2 : 1;
    }
    if (end >= source_.size()) {
      result_.oddities.emplace_back("a string without an end");
      return add(Kind::stray, source_.size() - at_);
    }
    add(Kind::quoted, end + 1 - at_);
  }

  void word() {
    std::size_t end = at_;
    while (end < source_.size() &&
           std::string_view(" \t\r\n()#\"").find(source_[end]) == std::string_view::npos) {
      reference(end);
      if (source_[end] == ';') result_.oddities.emplace_back("a list");
      end += source_[end] == '\\' ? 2 : 1;
    }
    add(Kind::word, std::min(end, source_.size()) - at_);
  }

  void reference(std::size_t at) {
    const std::string_view rest = source_.substr(at);
    if (rest.starts_with("${") || rest.starts_with("$ENV{") || rest.starts_with("$CACHE{") ||
        rest.starts_with("$<") || rest.starts_with("\\\n")) {
      result_.oddities.emplace_back("a reference or a splice");
    }
  }

  void add(Kind kind, std::size_t length) {
    result_.tokens.push_back({kind, std::string(source_.substr(at_, length))});
    at_ += length;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  CmakeTokens result_;
};

}  // namespace

CmakeTokens cmake_tokens(std::string_view source) { return Lexer(source).run(); }

}  // namespace hostile
