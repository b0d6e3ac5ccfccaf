#include "manifest/units.h"

#include <charconv>
#include <cstdint>

#include <mcp/core/units.h>

namespace mcpgen {
namespace {

constexpr std::uint64_t kLongestMilliseconds = 366ULL * 86'400'000;
constexpr std::uint64_t kLargestSize = 1ULL << 40;

/// A whole number and one of `units`, in the smallest of them; nothing above `most`.
template <typename Units>
std::optional<std::uint64_t> parse_quantity(std::string_view text, const Units& units, std::uint64_t most) {
  std::uint64_t amount = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
  if (error != std::errc()) return std::nullopt;
  const auto found = mcp::factor_of(text.substr(static_cast<std::size_t>(rest - text.data())), units);
  if (!found) return std::nullopt;
  const auto factor = static_cast<std::uint64_t>(*found);
  if (amount > most / factor) return std::nullopt;
  return amount * factor;
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto amount = parse_quantity(text, mcp::kTimeUnits, kLongestMilliseconds);
  if (!amount) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(*amount));
}

std::optional<std::size_t> parse_size(std::string_view text) {
  const auto amount = parse_quantity(text, mcp::kSizeUnits, kLargestSize);
  if (!amount || *amount == 0) return std::nullopt;
  return static_cast<std::size_t>(*amount);
}

std::optional<std::uint64_t> parse_amount(std::string_view text) {
  if (const auto duration = parse_duration(text)) return static_cast<std::uint64_t>(duration->count());
  return parse_size(text);
}

}  // namespace mcpgen
