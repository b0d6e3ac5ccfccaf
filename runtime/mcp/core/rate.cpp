#include "rate.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace mcp {
namespace {

using std::chrono::milliseconds;

struct Unit {
  std::string_view name;
  milliseconds length;
};

constexpr std::array kUnits{Unit{"second", std::chrono::seconds(1)}, Unit{"min", std::chrono::minutes(1)},
                            Unit{"minute", std::chrono::minutes(1)}, Unit{"hour", std::chrono::hours(1)},
                            Unit{"day", std::chrono::hours(24)}};

/// In the order of Rate::Per.
constexpr std::array<std::string_view, 4> kScopes{"user", "key", "ip", "session"};

}  // namespace

std::string_view per_name(Rate::Per per) { return kScopes[static_cast<std::size_t>(per)]; }

std::optional<Rate::Per> parse_per(std::string_view text) {
  const auto* const found = std::ranges::find(kScopes, text);
  if (found == kScopes.end()) return std::nullopt;
  return static_cast<Rate::Per>(found - kScopes.begin());
}

std::optional<Rate> parse_rate(std::string_view text) {
  constexpr std::string_view kPer = " per ";
  Rate rate;
  if (const std::size_t per = text.find(kPer); per != text.npos) {
    const auto scope = parse_per(text.substr(per + kPer.size()));
    if (!scope) return std::nullopt;
    rate.per = *scope;
    text = text.substr(0, per);
  }
  const char* const end = text.data() + text.size();
  const auto [slash, error] = std::from_chars(text.data(), end, rate.count);
  if (error != std::errc() || slash == end || *slash != '/') return std::nullopt;
  const std::string_view name(slash + 1, static_cast<std::size_t>(end - slash - 1));
  const auto unit = std::ranges::find(kUnits, name, &Unit::name);
  if (unit == kUnits.end() || rate.count == 0 || rate.count > kHighestRate) return std::nullopt;
  rate.every = unit->length;
  return rate;
}

std::string rate_text(const Rate& rate) {
  const auto unit = std::ranges::find(kUnits, rate.every, &Unit::length);
  return std::to_string(rate.count) + "/" +
         (unit != kUnits.end() ? std::string(unit->name) : std::to_string(rate.every.count()) + "ms") +
         " per " + std::string(per_name(rate.per));
}

}  // namespace mcp
