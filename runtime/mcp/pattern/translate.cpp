#include <mcp/pattern/translate.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include <mcp/pattern/properties.h>

namespace mcp::pattern {
namespace {

// ECMA-262 WhiteSpace and LineTerminator, as the inside of a class, and everything else.
constexpr std::string_view kSpace =
    "\\x{9}-\\x{d} \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}";
constexpr std::string_view kNotSpace =
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
    "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}";
constexpr std::string_view kNotLineEnd = "[^\\n\\r\\x{2028}\\x{2029}]";
constexpr std::string_view kCallout = "(?C)";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

class Translator {
 public:
  explicit Translator(std::string_view text) : rest_(text) {}

  std::variant<Translated, Untranslatable> translate() {
    callout();
    while (!rest_.empty() && reason_.empty()) step();
    if (in_class_ && reason_.empty()) reason_ = "a class [ is not closed";
    if (!reason_.empty()) return Untranslatable{reason_};
    return Translated{std::move(out_), std::max(longest_stretch_, stretch_)};
  }

 private:
  void step();
  void step_in_class();
  void open_class();
  void open_group();
  void callout();
  std::string_view quantifier_ahead() const;
  void quantifier();
  void escape();
  void class_escape(char c);
  void code_point_escape(char c);
  void reference(std::string_view spelling);
  void named_reference();
  void property(char c);
  std::optional<unsigned> hex(std::size_t digits);
  std::optional<unsigned> braced_hex();
  std::optional<unsigned> utf16_escape();
  void literal(unsigned code_point);

  bool take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }
  char next() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  void fail(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }

  std::string_view rest_;
  std::string out_;
  std::string reason_;
  bool in_class_ = false;
  std::size_t stretch_ = 0;  ///< characters to compare since the last callout
  std::size_t longest_stretch_ = 0;
};

void Translator::step() {
  if (!in_class_) ++stretch_;
  if (take("\\")) return escape();
  if (in_class_) return step_in_class();
  const char c = next();
  switch (c) {
    case '.':
      out_ += kNotLineEnd;
      break;
    case '[':
      open_class();
      break;
    case '(':
      open_group();
      callout();
      break;
    case '|':
      out_ += c;
      callout();
      break;
    case ')':
      out_ += c;
      if (quantifier_ahead().empty()) callout();
      break;
    case ']':
    case '}':
      out_ += '\\';
      out_ += c;
      break;
    case '*':
    case '+':
    case '?':
    case '{':
      rest_ = {rest_.data() - 1, rest_.size() + 1};
      quantifier();
      break;
    default:
      out_ += c;
  }
}

void Translator::open_class() {
  out_ += '[';
  in_class_ = true;
  if (take("^")) out_ += '^';
  if (!rest_.empty() && std::string_view(":.=").find(rest_.front()) != std::string_view::npos) {
    out_ += '\\';  // "[:a:]" is a class of POSIX to PCRE2
  }
}

void Translator::step_in_class() {
  const char c = next();
  if (c == ']') in_class_ = false;
  if (c == '[') out_ += '\\';  // "[:" means something to PCRE2
  out_ += c;
}

// Of what can follow "(?" or "(*", ECMA-262 has groups, look-around and names only.
void Translator::open_group() {
  out_ += '(';
  if (rest_.starts_with('*')) return fail("there is nothing to repeat");
  if (!take("?")) return;
  for (const std::string_view kind : {":", "=", "!", "<=", "<!"}) {
    if (!take(kind)) continue;
    out_.append("?").append(kind);
    return;
  }
  const std::size_t end = rest_.find('>');
  if (!take("<") || end == std::string_view::npos) return fail("(? begins no group that ECMA-262 has");
  const std::string_view name = rest_.substr(0, end - 1);
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_character))
    return fail("the name of a group is not one");
  out_.append("?<").append(name).append(">");
  rest_.remove_prefix(end);
}

void Translator::callout() {
  out_ += kCallout;
  longest_stretch_ = std::max(longest_stretch_, stretch_);
  stretch_ = 0;
}

std::string_view Translator::quantifier_ahead() const {
  if (rest_.empty()) return {};
  if (std::string_view("*+?").find(rest_.front()) != std::string_view::npos) return rest_.substr(0, 1);
  const std::size_t end = rest_.find('}');
  if (rest_.front() != '{' || end == std::string_view::npos) return {};
  const std::string_view inside = rest_.substr(1, end - 1);
  const bool counts =
      !inside.empty() && is_digit(inside.front()) && std::count(inside.begin(), inside.end(), ',') <= 1 &&
      std::all_of(inside.begin(), inside.end(), [](char c) { return is_digit(c) || c == ','; });
  return counts ? rest_.substr(0, end + 1) : std::string_view();
}

void Translator::quantifier() {
  const std::string_view text = quantifier_ahead();
  if (text.empty()) {
    rest_.remove_prefix(1);
    out_ += "\\{";
    return;
  }
  const bool of_group = out_.back() == ')';
  if (out_.ends_with(kCallout)) return fail("there is nothing to repeat");
  out_ += text;
  rest_.remove_prefix(text.size());
  if (take("?")) out_ += '?';
  // PCRE2 has possessive quantifiers here.
  if (!quantifier_ahead().empty()) return fail("there is nothing to repeat");

  std::size_t least = 0;
  std::from_chars(text.data() + 1, text.data() + text.size(), least);
  const bool exact = text.front() == '{' && text.find(',') == std::string_view::npos;
  if (!of_group) stretch_ += least;
  if (of_group || !exact) callout();
}

void Translator::escape() {
  if (rest_.empty()) return fail("\\ stands at the end");
  const char c = next();
  if (c >= '1' && c <= '9' && !in_class_) {
    std::string digits(1, c);
    while (!rest_.empty() && is_digit(rest_.front())) digits += next();
    reference("\\g{" + digits + '}');
  } else if (std::string_view("dDwWsSbB").find(c) != std::string_view::npos) {
    class_escape(c);
  } else if (c == 'p' || c == 'P') {
    property(c);
  } else if (c == 'k' && !in_class_) {
    named_reference();
  } else {
    code_point_escape(c);
  }
}

void Translator::class_escape(char c) {
  if (c == 's' || c == 'S') {
    const std::string_view inside = c == 's' ? kSpace : kNotSpace;
    if (in_class_)
      out_ += inside;
    else
      out_.append("[").append(inside).append("]");
  } else if (in_class_ && c == 'b') {
    literal('\b');
  } else if (in_class_ && c == 'B') {
    fail("\\B stands in a class");
  } else {
    out_.append("\\") += c;
  }
}

void Translator::property(char c) {
  const std::size_t end = rest_.find('}');
  if (!take("{") || end == std::string_view::npos) return fail("\\p needs a name in braces");
  const auto name = property_name(rest_.substr(0, end - 1));
  if (!name) return fail("\\p{...} names no property");
  out_.append("\\") += c;
  out_.append("{").append(*name).append("}");
  rest_.remove_prefix(end);
}

// In a group with its callout, so that a quantifier repeats both.
void Translator::reference(std::string_view spelling) {
  out_.append("(?:(?C").append(std::to_string(kBeforeReference)).append(")").append(spelling).append(")");
}

void Translator::named_reference() {
  const std::size_t end = rest_.find('>');
  if (!take("<") || end == std::string_view::npos) return fail("\\k needs a name in angle brackets");
  const std::string_view name = rest_.substr(0, end - 1);
  if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_character))
    return fail("\\k needs a name");
  reference("\\k<" + std::string(name) + '>');
  rest_.remove_prefix(end);
}

void Translator::code_point_escape(char c) {
  std::optional<unsigned> code_point;
  switch (c) {
    case 't':
      code_point = '\t';
      break;
    case 'n':
      code_point = '\n';
      break;
    case 'v':
      code_point = '\v';
      break;
    case 'f':
      code_point = '\f';
      break;
    case 'r':
      code_point = '\r';
      break;
    case 'x':
      code_point = hex(2);
      break;
    case 'u':
      code_point = rest_.starts_with('{') ? braced_hex() : utf16_escape();
      break;
    case 'c':
      if (!rest_.empty() && is_letter(rest_.front())) code_point = static_cast<unsigned>(next()) & 0x1FU;
      break;
    case '0':
      if (rest_.empty() || !is_digit(rest_.front())) code_point = 0;
      break;
    default:
      if (static_cast<unsigned char>(c) < 0x80 && !is_name_character(c))
        code_point = static_cast<unsigned char>(c);
  }
  if (!code_point || *code_point > 0x10FFFF || (*code_point >= 0xD800 && *code_point <= 0xDFFF)) {
    return fail("\\" + std::string(1, c) + " begins no escape that ECMA-262 has");
  }
  literal(*code_point);
}

std::optional<unsigned> Translator::hex(std::size_t digits) {
  if (digits == 0 || rest_.size() < digits) return std::nullopt;
  unsigned value = 0;
  const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + digits, value, 16);
  if (error != std::errc() || end != rest_.data() + digits) return std::nullopt;
  rest_.remove_prefix(digits);
  return value;
}

std::optional<unsigned> Translator::braced_hex() {
  take("{");
  const std::size_t end = rest_.find('}');
  const auto value = end == std::string_view::npos ? std::nullopt : hex(end);
  return value && take("}") ? value : std::nullopt;
}

std::optional<unsigned> Translator::utf16_escape() {
  const auto first = hex(4);
  if (!first || *first < 0xD800 || *first > 0xDBFF || !take("\\u")) return first;
  const auto second = hex(4);
  if (!second || *second < 0xDC00 || *second > 0xDFFF) return std::nullopt;
  return 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00);
}

void Translator::literal(unsigned code_point) {
  char digits[8];
  const auto written = std::to_chars(digits, digits + sizeof digits, code_point, 16);
  out_.append("\\x{").append(digits, written.ptr).append("}");
}

}  // namespace

std::variant<Translated, Untranslatable> translate(std::string_view expression) {
  return Translator(expression).translate();
}

}  // namespace mcp::pattern
