#include <mcp/json/numbers.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

#include <mcp/json/json.h>

namespace mcp {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr double kTwoTo64 = 18446744073709551616.0;

template <typename A, typename B>
std::partial_ordering compare_integers(A a, B b) {
  if (std::cmp_less(a, b)) return std::partial_ordering::less;
  return std::cmp_equal(a, b) ? std::partial_ordering::equivalent : std::partial_ordering::greater;
}

// NOLINTNEXTLINE(modernize-use-nullptr): this 0 is no pointer, and there is no other way to write it.
std::partial_ordering reversed(std::partial_ordering order) { return 0 <=> order; }

// Exact where a conversion of the integer to double would round.
template <typename Integer>
std::partial_ordering compare_mixed(Integer a, double b) {
  if (std::isnan(b)) return std::partial_ordering::unordered;
  if (b >= kTwoTo64) return std::partial_ordering::less;
  if (b < -kTwoTo63) return std::partial_ordering::greater;
  const double whole = std::floor(b);
  const auto order = whole < 0 ? compare_integers(a, static_cast<std::int64_t>(whole))
                               : compare_integers(a, static_cast<std::uint64_t>(whole));
  if (order == std::partial_ordering::equivalent && b > whole) return std::partial_ordering::less;
  return order;
}

template <typename Visit>
std::partial_ordering with_number(const Json& number, Visit visit) {
  if (number.is_number_unsigned()) return visit(*number.get_ptr<const std::uint64_t*>());
  if (number.is_number_integer()) return visit(*number.get_ptr<const std::int64_t*>());
  return visit(*number.get_ptr<const double*>());
}

struct Compare {
  std::partial_ordering operator()(double a, double b) const { return a <=> b; }
  template <typename B>
  std::partial_ordering operator()(double a, B b) const {
    return reversed(compare_mixed(b, a));
  }
  template <typename A>
  std::partial_ordering operator()(A a, double b) const {
    return compare_mixed(a, b);
  }
  template <typename A, typename B>
  std::partial_ordering operator()(A a, B b) const {
    return compare_integers(a, b);
  }
};

}  // namespace

std::partial_ordering compare_numbers(const Json& a, const Json& b) {
  return with_number(a, [&](auto x) { return with_number(b, [&](auto y) { return Compare()(x, y); }); });
}

Json simplest_number(const Json& number) {
  if (!number.is_number_float()) {
    const auto* negative = number.is_number_unsigned() ? nullptr : number.get_ptr<const std::int64_t*>();
    return negative != nullptr && *negative >= 0 ? Json(static_cast<std::uint64_t>(*negative)) : number;
  }
  const double value = *number.get_ptr<const double*>();
  if (value != std::floor(value) || value < -kTwoTo63 || value >= kTwoTo64) return number;
  if (value < 0) return static_cast<std::int64_t>(value);
  return static_cast<std::uint64_t>(value);
}

void append_double(std::string& out, double value) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  out += text;
  if (text.find_first_of(".e") == std::string_view::npos) out += ".0";
}

}  // namespace mcp
