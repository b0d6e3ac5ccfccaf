#include "document/scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <system_error>

namespace mcpgen {
namespace {

using Spellings = std::array<std::string_view, 3>;
constexpr Spellings kTrue = {"true", "True", "TRUE"};
constexpr Spellings kFalse = {"false", "False", "FALSE"};
constexpr Spellings kNull = {"null", "Null", "NULL"};
constexpr Spellings kInfinity = {".inf", ".Inf", ".INF"};
constexpr Spellings kNotANumber = {".nan", ".NaN", ".NAN"};

bool is_one_of(std::string_view text, const Spellings& spellings) {
  return std::find(spellings.begin(), spellings.end(), text) != spellings.end();
}

std::string_view without_sign(std::string_view text) {
  return !text.empty() && (text[0] == '-' || text[0] == '+') ? text.substr(1) : text;
}

std::size_t count_digits(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

enum class Shape { text, integer, number };

/// [-+]?[0-9]+ is an integer, [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)? a number.
Shape shape_of(std::string_view text) {
  std::string_view rest = without_sign(text);
  std::size_t digits = count_digits(rest);
  rest.remove_prefix(digits);
  if (rest.empty()) return digits > 0 ? Shape::integer : Shape::text;
  if (rest[0] == '.') {
    rest.remove_prefix(1);
    const std::size_t fraction = count_digits(rest);
    rest.remove_prefix(fraction);
    digits += fraction;
  }
  if (digits == 0) return Shape::text;
  if (rest.empty()) return Shape::number;
  if (rest[0] != 'e' && rest[0] != 'E') return Shape::text;
  rest = without_sign(rest.substr(1));
  return !rest.empty() && count_digits(rest) == rest.size() ? Shape::number : Shape::text;
}

/// 16 for 0x…, 8 for 0o…, else 10.
int base_of(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return 10;
  const auto all = [&](std::string_view digits) {
    return text.find_first_not_of(digits, 2) == std::string_view::npos;
  };
  if (text[1] == 'x' && all("0123456789abcdefABCDEF")) return 16;
  if (text[1] == 'o' && all("01234567")) return 8;
  return 10;
}

std::optional<ScalarProblem> read_integer(std::string_view digits, int base, Node& node) {
  if (digits[0] == '+') digits.remove_prefix(1);
  const auto end = digits.data() + digits.size();
  if (std::from_chars(digits.data(), end, node.integer, base).ec != std::errc()) {
    return ScalarProblem{"this integer does not fit 64 bits",
                         "put it in quotes if it is text, else use a number from -9223372036854775808 to "
                         "9223372036854775807"};
  }
  node.kind = Node::Kind::integer;
  node.number = static_cast<double>(node.integer);
  return std::nullopt;
}

std::optional<ScalarProblem> read_number(std::string_view text, Node& node) {
  if (text[0] == '+') text.remove_prefix(1);
  if (std::from_chars(text.data(), text.data() + text.size(), node.number).ec != std::errc()) {
    return ScalarProblem{"this number does not fit a double", "put it in quotes if it is text"};
  }
  node.kind = Node::Kind::number;
  return std::nullopt;
}

}  // namespace

std::optional<ScalarProblem> resolve_plain(std::string_view text, Node& node) {
  node.text = text;
  if (text.empty() || text == "~" || is_one_of(text, kNull)) {
    node.kind = Node::Kind::null;
    return std::nullopt;
  }
  if (is_one_of(text, kTrue) || is_one_of(text, kFalse)) {
    node.kind = Node::Kind::boolean;
    node.boolean = is_one_of(text, kTrue);
    return std::nullopt;
  }
  if (is_one_of(without_sign(text), kInfinity) || is_one_of(text, kNotANumber)) {
    return ScalarProblem{"infinity and NaN are no values of JSON", "put it in quotes if it is text"};
  }
  if (const int base = base_of(text); base != 10) return read_integer(text.substr(2), base, node);
  switch (shape_of(text)) {
    case Shape::integer:
      return read_integer(text, 10, node);
    case Shape::number:
      return read_number(text, node);
    case Shape::text:
      break;
  }
  node.kind = Node::Kind::string;
  return std::nullopt;
}

}  // namespace mcpgen
