#include <mcp/json/read_number.h>

#include <charconv>
#include <cstdint>

#include <mcp/json/json.h>

namespace mcp {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// More than the digits of any text make up for.
constexpr std::int64_t kUtmostExponent = INT64_MAX / 2;

std::int64_t exponent_of(std::string_view text) {
  const std::size_t e = text.find_first_of("eE");
  if (e == std::string_view::npos) return 0;
  std::string_view digits = text.substr(e + 1);
  const bool negative = digits.front() == '-';
  if (negative || digits.front() == '+') digits.remove_prefix(1);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || value > kUtmostExponent) value = kUtmostExponent;
  return negative ? -value : value;
}

// Of a number that is out of a double's range: whether it is too small rather than too large.
bool is_tiny(std::string_view text) {
  const std::string_view mantissa = text.substr(0, text.find_first_of("eE"));
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = mantissa.find_first_of("123456789");
  if (first == std::string_view::npos) return true;
  const auto places = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(first);
  return places + exponent_of(text) < 0;
}

std::optional<Json> read_double(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    if (!is_tiny(text)) return std::nullopt;
    value = text.front() == '-' ? -0.0 : 0.0;
  }
  return Json(value);
}

template <typename Integer>
std::optional<Json> read_integer(std::string_view text) {
  Integer value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc()) return std::nullopt;
  return Json(value);
}

}  // namespace

std::size_t number_length(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole = skip_digits(text, at);
  if (whole == at) return 0;
  at = text[at] == '0' ? at + 1 : whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = skip_digits(text, at + 1);
    if (fraction == at + 1) return 0;
    at = fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    const std::size_t exponent = skip_digits(text, at);
    if (exponent == at) return 0;
    at = exponent;
  }
  return at;
}

std::optional<Json> read_number(std::string_view text) {
  if (skip_digits(text, text.starts_with('-') ? 1 : 0) == text.size()) {
    // "-0" is left to the double, which has a negative zero: what is read is written back alike.
    std::optional<Json> integer;
    if (!text.starts_with('-')) {
      integer = read_integer<std::uint64_t>(text);
    } else if (text != "-0") {
      integer = read_integer<std::int64_t>(text);
    }
    if (integer) return integer;
  }
  return read_double(text);
}

}  // namespace mcp
