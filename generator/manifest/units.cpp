#include "manifest/units.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace mcpgen {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr std::array kDurationUnits{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000}, Unit{"h", 3'600'000},
                                    Unit{"d", 86'400'000}};
constexpr std::uint64_t kLongestMilliseconds = 366ULL * 86'400'000;

constexpr std::array kSizeUnits{Unit{"", 1}, Unit{"B", 1}, Unit{"KiB", 1 << 10}, Unit{"MiB", 1 << 20},
                                Unit{"GiB", 1 << 30}};
constexpr std::uint64_t kLargestSize = 1ULL << 40;

/// A whole number and one of `units`, in the smallest of them; nothing above `most`.
template <typename Units>
std::optional<std::uint64_t> parse_quantity(std::string_view text, const Units& units, std::uint64_t most) {
  std::uint64_t amount = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (error != std::errc()) return std::nullopt;
  const std::string_view name = text.substr(static_cast<std::size_t>(rest - text.data()));
  for (const Unit& unit : units) {
    if (unit.name != name) continue;
    if (amount > most / unit.factor) return std::nullopt;
    return amount * unit.factor;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto amount = parse_quantity(text, kDurationUnits, kLongestMilliseconds);
  if (!amount) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(*amount));
}

std::optional<std::size_t> parse_size(std::string_view text) {
  const auto amount = parse_quantity(text, kSizeUnits, kLargestSize);
  if (!amount || *amount == 0) return std::nullopt;
  return static_cast<std::size_t>(*amount);
}

std::optional<std::uint64_t> parse_amount(std::string_view text) {
  if (const auto duration = parse_duration(text)) return static_cast<std::uint64_t>(duration->count());
  return parse_size(text);
}

}  // namespace mcpgen
