#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

// What may follow a number, in manifests and wherever an operator sets a limit.

namespace mcp {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};

inline constexpr std::array kTimeUnits{Unit{"ms", 1}, Unit{"s", 1000}, Unit{"m", 60'000},
                                       Unit{"h", 3'600'000}, Unit{"d", 86'400'000}};
inline constexpr std::array kSizeUnits{Unit{"", 1}, Unit{"B", 1}, Unit{"KiB", 1 << 10}, Unit{"MiB", 1 << 20},
                                       Unit{"GiB", 1 << 30}};

/// How many of the smallest unit one of `unit` is; nothing for a word that is none.
template <typename Units>
constexpr std::optional<std::int64_t> factor_of(std::string_view unit, const Units& units) {
  const auto found = std::ranges::find(units, unit, &Unit::name);
  if (found == units.end()) return std::nullopt;
  return found->factor;
}

}  // namespace mcp
