#include <mcp/schema/multiple.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>

#include <mcp/json/json.h>

namespace mcp::schema {
namespace {

__extension__ using Wide = unsigned __int128;

/// digits × 10^exponent, with no zero at the end of the digits.
struct Decimal {
  std::uint64_t digits = 0;
  int exponent = 0;
};

Decimal normalised(Decimal decimal) {
  while (decimal.digits != 0 && decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  return decimal;
}

// The shortest decimal that reads back as the same double: at most 17 digits. The sign is left out.
Decimal decimal_of(double value) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::fabs(value),
                                     std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(written.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  Decimal decimal;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), written.ptr, decimal.exponent);
  for (const char c : text.substr(0, e)) {
    if (c != '.') decimal.digits = decimal.digits * 10 + static_cast<std::uint64_t>(c - '0');
  }
  if (e > 1) decimal.exponent -= static_cast<int>(e) - 2;  // the digits after the point
  return normalised(decimal);
}

Decimal decimal_of(const Json& number) {
  if (const auto* whole = number.get_ptr<const std::uint64_t*>()) return normalised({*whole, 0});
  if (const auto* whole = number.get_ptr<const std::int64_t*>()) {
    const auto bits = static_cast<std::uint64_t>(*whole);
    return normalised({*whole < 0 ? 0 - bits : bits, 0});
  }
  return decimal_of(*number.get_ptr<const double*>());
}

std::uint64_t multiplied(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % modulus);
}

std::uint64_t power_of_ten(int exponent, std::uint64_t modulus) {
  std::uint64_t result = 1 % modulus;
  std::uint64_t base = 10 % modulus;
  for (; exponent > 0; exponent /= 2) {
    if (exponent % 2 == 1) result = multiplied(result, base, modulus);
    base = multiplied(base, base, modulus);
  }
  return result;
}

}  // namespace

bool is_multiple(const Json& number, const Json& divisor) {
  const Decimal dividend = decimal_of(number);
  const Decimal unit = decimal_of(divisor);
  if (dividend.digits == 0) return true;
  const int shift = dividend.exponent - unit.exponent;
  // The dividend's digits do not end in zero, so no power of ten divides them.
  if (shift < 0) return false;
  return multiplied(dividend.digits % unit.digits, power_of_ten(shift, unit.digits), unit.digits) == 0;
}

}  // namespace mcp::schema
