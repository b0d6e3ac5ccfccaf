#include "tokens.h"

#include <algorithm>
#include <array>
#include <set>

#include "support/unicode.h"

namespace hostile {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_octal(char c) { return c >= '0' && c <= '7'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool is_name(char c) { return starts_name(c) || is_digit(c); }
unsigned hex_value(char c) { return static_cast<unsigned>(is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10); }

bool is_keyword(const std::string& word) {
  static const std::set<std::string, std::less<>> kKeywords{
      "alignas",     "alignof",   "and",        "and_eq",    "asm",      "auto",         "bitand",
      "bitor",       "bool",      "break",      "case",      "catch",    "char",         "char8_t",
      "char16_t",    "char32_t",  "class",      "compl",     "concept",  "const",        "consteval",
      "constexpr",   "constinit", "const_cast", "continue",  "co_await", "co_return",    "co_yield",
      "decltype",    "default",   "delete",     "do",        "double",   "dynamic_cast", "else",
      "enum",        "explicit",  "export",     "extern",    "false",    "float",        "for",
      "friend",      "goto",      "if",         "inline",    "int",      "long",         "mutable",
      "namespace",   "new",       "noexcept",   "not",       "not_eq",   "nullptr",      "operator",
      "or",          "or_eq",     "private",    "protected", "public",   "register",     "reinterpret_cast",
      "requires",    "return",    "short",      "signed",    "sizeof",   "static",       "static_assert",
      "static_cast", "struct",    "switch",     "template",  "this",     "thread_local", "throw",
      "true",        "try",       "typedef",    "typeid",    "typename", "union",        "unsigned",
      "using",       "virtual",   "void",       "volatile",  "wchar_t",  "while",        "xor",
      "xor_eq"};
  return kKeywords.contains(word);
}

/// Reads a source character by character; outside raw strings a `\` at the end of a line joins the next.
class Reader {
 public:
  Reader(std::string_view source, std::vector<std::string>& oddities)
      : source_(source), oddities_(oddities) {}

  bool at_end() {
    join_lines();
    return at_ >= source_.size();
  }
  char peek() { return at_end() ? '\0' : source_[at_]; }
  /// The character after the next one.
  char peek_second() {
    join_lines();
    Reader ahead(*this);
    ahead.quiet_ = true;
    ahead.take();
    return ahead.peek();
  }
  char take() {
    if (at_end()) return '\0';
    note_trigraph();
    return source_[at_++];
  }
  /// Up to and including `end`, as it stands: the inside of a raw string.
  std::optional<std::string> take_raw(const std::string& end) {
    const std::size_t found = source_.find(end, at_);
    if (found == std::string_view::npos) {
      at_ = source_.size();
      return {};
    }
    const std::size_t start = at_;
    at_ = found + end.size();
    return std::string(source_.substr(start, at_ - start));
  }
  void odd(std::string what) {
    if (!quiet_) oddities_.push_back(std::move(what));
  }

 private:
  void join_lines() {
    while (at_ < source_.size() && source_[at_] == '\\') {
      // Compilers allow blanks between the two.
      const std::size_t next = source_.find_first_not_of(" \t\v\f\r", at_ + 1);
      if (next == std::string_view::npos || source_[next] != '\n') return;
      odd("a line splice");
      at_ = next + 1;
    }
  }
  void note_trigraph() {
    const std::string_view three = source_.substr(at_, 3);
    if (three.size() == 3 && three.starts_with("??") &&
        std::string_view("=/'()!<>-").find(three[2]) != std::string_view::npos) {
      odd("a trigraph");
    }
  }

  std::string_view source_;
  std::vector<std::string>& oddities_;
  std::size_t at_ = 0;
  bool quiet_ = false;
};

class Lexer {
 public:
  explicit Lexer(std::string_view source) : in_(source, result_.oddities) {}

  CppTokens run() && {
    while (!in_.at_end()) step();
    return std::move(result_);
  }

 private:
  using Kind = Token::Kind;
  enum class Directive { line_start, hash, include, none };

  void step() {
    const char c = in_.peek();
    if (c == '\n') directive_ = Directive::line_start;
    if (c == ' ' || c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == '\r') {
      in_.take();
    } else if (c == '/' && in_.peek_second() == '/') {
      line_comment();
    } else if (c == '/' && in_.peek_second() == '*') {
      block_comment();
    } else {
      token(c);
    }
  }

  void token(char c) {
    const Directive before = directive_;
    directive_ = Directive::none;
    if (before == Directive::include && c == '<') {
      delimited(Kind::header, '>', "");
    } else if (starts_name(c)) {
      name(before);
    } else if (is_digit(c) || (c == '.' && is_digit(in_.peek_second()))) {
      number();
    } else if (c == '"' || c == '\'') {
      delimited(c == '"' ? Kind::string : Kind::character, c, "");
    } else {
      punctuator();
      if (before == Directive::line_start && c == '#') directive_ = Directive::hash;
    }
  }

  void line_comment() {
    std::string text;
    while (!in_.at_end() && in_.peek() != '\n') text += in_.take();
    result_.comments.push_back(std::move(text));
  }

  void block_comment() {
    std::string text{in_.take(), in_.take()};
    while (!in_.at_end() && !(text.size() >= 4 && text.ends_with("*/"))) text += in_.take();
    if (text.size() < 4 || !text.ends_with("*/")) in_.odd("a comment without an end");
    result_.comments.push_back(std::move(text));
  }

  void name(Directive before) {
    std::string text;
    while (is_name(in_.peek())) text += in_.take();
    static constexpr auto kPrefixes = std::to_array<std::string_view>({"u8", "u", "U", "L"});
    const bool raw = text.ends_with('R');
    const std::string_view prefix(text.data(), text.size() - (raw ? 1 : 0));
    const bool prefixes = (raw && prefix.empty()) || std::ranges::find(kPrefixes, prefix) != kPrefixes.end();
    if (prefixes && in_.peek() == '"') return raw ? raw_string(text) : delimited(Kind::string, '"', text);
    if (prefixes && !raw && in_.peek() == '\'') return delimited(Kind::character, '\'', text);
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
      in_.odd("a name that is not ASCII");
    }
    if (before == Directive::hash && text == "include") directive_ = Directive::include;
    const Kind kind = is_keyword(text) ? Kind::keyword : Kind::identifier;
    add(kind, std::move(text));
  }

  void number() {
    std::string text(1, in_.take());
    for (char c = in_.peek(); is_name(c) || c == '.' || c == '\'' || c == '+' || c == '-'; c = in_.peek()) {
      const bool sign = c == '+' || c == '-';
      if (sign && std::string_view("eEpP").find(text.back()) == std::string_view::npos) break;
      if (c == '\'' && !is_name(in_.peek_second())) break;
      text += in_.take();
    }
    add(Kind::number, std::move(text));
  }

  /// From the opening delimiter to the closing one, on one line.
  void delimited(Kind kind, char end, std::string text) {
    text += in_.take();
    while (!in_.at_end() && in_.peek() != '\n') {
      const char c = in_.take();
      text += c;
      if (c == end) return add(kind, with_suffix(std::move(text)));
      if (c == '\\' && kind != Kind::header && in_.peek() != '\n') text += in_.take();
    }
    in_.odd("a literal without an end");
    add(Kind::stray, std::move(text));
  }

  void raw_string(std::string text) {
    text += in_.take();
    std::string delimiter;
    while (!in_.at_end() && in_.peek() != '(' && delimiter.size() < 17) delimiter += in_.take();
    text += delimiter;
    text += in_.take();
    const auto inside = in_.take_raw(')' + delimiter + '"');
    if (!inside || delimiter.size() > 16 || delimiter.find_first_of(" )\\\t\v\f\n") != std::string::npos) {
      in_.odd("a raw string without an end");
      return add(Kind::stray, std::move(text));
    }
    add(Kind::string, with_suffix(text + *inside));
  }

  std::string with_suffix(std::string literal) {
    while (is_name(in_.peek())) literal += in_.take();
    return literal;
  }

  void punctuator() {
    static constexpr auto kLong = std::to_array<std::string_view>(
        {"%:%:", "...", "<=>", "->*", "<<=", ">>=", "::", "->", ".*", "##", "<<",
         ">>",   "<=",  ">=",  "==",  "!=",  "&&",  "||", "++", "--", "+=", "-=",
         "*=",   "/=",  "%=",  "^=",  "&=",  "|=",  "<:", ":>", "<%", "%>", "%:"});
    std::string text(1, in_.take());
    const auto grows = [&](std::string_view longer) {
      return longer.size() > text.size() && longer.starts_with(text) && longer[text.size()] == in_.peek();
    };
    const bool stays = std::string_view("(){}[];,?~").find(text.front()) != std::string_view::npos;
    while (!stays && std::ranges::any_of(kLong, grows)) text += in_.take();
    const bool known =
        std::string_view("{}[]()<>#;:?.~!+-*/%^&|=,").find(text.front()) != std::string_view::npos;
    add(known ? Kind::punctuator : Kind::stray, std::move(text));
  }

  void add(Kind kind, std::string text) { result_.tokens.push_back({kind, std::move(text)}); }

  CppTokens result_;
  Reader in_;
  Directive directive_ = Directive::line_start;
};

/// What stands between the quotes.
std::optional<std::string_view> inside(const Token& literal, bool& raw) {
  if (literal.kind != Token::Kind::string) return {};
  const std::string_view text = literal.text;
  const std::size_t open = text.find('"');
  const std::size_t close = text.rfind('"');
  raw = open > 0 && text[open - 1] == 'R';
  if (!raw) return text.substr(open + 1, close - open - 1);
  const std::size_t start = text.find('(', open);
  return text.substr(start + 1, close - start - 1 - (start - open));
}

/// The escape at `at`, just after its `\`; moves `at` behind it. False when it is none of C++.
bool decode_escape(std::string_view text, std::size_t& at, std::string& out) {
  const char c = at < text.size() ? text[at++] : '\0';
  constexpr std::string_view kNames = "ntrabfv0\"\\'?";
  constexpr std::string_view kBytes("\n\t\r\a\b\f\v\0\"\\'?", 12);
  unsigned value = 0;
  if (is_octal(c)) {
    value = hex_value(c);
    for (int digits = 1; digits < 3 && at < text.size() && is_octal(text[at]); ++digits) {
      value = value * 8 + hex_value(text[at++]);
    }
    out += static_cast<char>(value);
    return value < 256;
  }
  if (c == 'x') {
    const std::size_t start = at;
    while (at < text.size() && is_hex(text[at]) && value < 256) value = value * 16 + hex_value(text[at++]);
    out += static_cast<char>(value);
    return at > start && value < 256;
  }
  if (c == 'u' || c == 'U') {
    const std::size_t end = at + (c == 'u' ? 4 : 8);
    while (at < end && at < text.size() && is_hex(text[at])) value = value * 16 + hex_value(text[at++]);
    mcpgen::append_utf8(out, value);
    return at == end;
  }
  const std::size_t known = kNames.find(c);
  if (known == std::string_view::npos) return false;
  out += kBytes[known];
  return true;
}

}  // namespace

CppTokens cpp_tokens(std::string_view source) { return Lexer(source).run(); }

std::optional<std::string> decode(const Token& literal) {
  bool raw = false;
  const auto text = inside(literal, raw);
  if (!text || raw) return text ? std::optional(std::string(*text)) : std::nullopt;
  std::string out;
  for (std::size_t at = 0; at < text->size();) {
    const char c = (*text)[at++];
    if (c != '\\') {
      out += c;
    } else if (!decode_escape(*text, at, out)) {
      return {};
    }
  }
  return out;
}

bool escapes_end_by_themselves(const Token& literal) {
  bool raw = false;
  const auto text = inside(literal, raw);
  if (!text || raw) return true;
  for (std::size_t at = text->find('\\'); at != std::string_view::npos; at = text->find('\\', at)) {
    const char c = (*text)[at + 1];
    if (c == 'x') return false;
    std::size_t digits = 0;
    while (digits < 3 && at + 1 + digits < text->size() && is_octal((*text)[at + 1 + digits])) ++digits;
    if (digits == 1 || digits == 2) return false;
    at += 2;
  }
  return true;
}

}  // namespace hostile
