#include "settings.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

namespace mcp {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kDay = 24 * 60 * 60 * 1000;

constexpr std::array kSettings = {
    LimitSetting{"limits.timeout", "MCPGEN_LIMITS_TIMEOUT", "--timeout", "SECONDS", "time a call may take",
                 &ServerLimits::timeout, 1, kDay},
    LimitSetting{"limits.grace", "MCPGEN_LIMITS_GRACE", "--grace", "SECONDS",
                 "time running calls have to finish when the server stops", &ServerLimits::grace, 0, kDay},
    LimitSetting{"limits.concurrency", "MCPGEN_LIMITS_CONCURRENCY", "--concurrency", "N",
                 "calls that run at once", &ServerLimits::concurrency, 1, 10'000},
    LimitSetting{"limits.queue", "MCPGEN_LIMITS_QUEUE", "--queue", "N", "calls that wait for their turn",
                 &ServerLimits::queue, 1, 1'000'000},
    LimitSetting{"limits.requestSize", "MCPGEN_LIMITS_REQUEST_SIZE", "--request-size", "BYTES",
                 "length of a message", &ServerLimits::message_bytes, 1024, 1024 * 1024 * 1024},
};

bool is_time(const LimitSetting& setting) { return setting.member.index() == 0; }

/// `30`, `0.5`, `30s`, `500ms` or `2m`, in milliseconds.
std::optional<std::int64_t> parse_time(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  double factor = 1000;
  if (unit == "ms") {
    factor = 1;
  } else if (unit == "m") {
    factor = 60'000;
  } else if (!unit.empty() && unit != "s") {
    return std::nullopt;
  }
  const double value = std::round(number * factor);
  if (!(value >= 0 && value <= kDay)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

std::optional<std::int64_t> parse_count(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string value_text(const LimitSetting& setting, std::int64_t value) {
  if (!is_time(setting)) return std::to_string(value);
  return value % 1000 == 0 ? std::to_string(value / 1000) + "s" : std::to_string(value) + "ms";
}

Result<LimitOverride> parse(const LimitSetting& setting, std::string_view text, std::string_view origin) {
  const auto value = is_time(setting) ? parse_time(text) : parse_count(text);
  if (!value || *value < setting.least || *value > setting.most) {
    return Error{Error::Code::invalid_params,
                 std::string(origin) + " takes " + (is_time(setting) ? "a time" : "a number") + " from " +
                     value_text(setting, setting.least) + " to " + value_text(setting, setting.most) +
                     ", not `" + std::string(text) + "`"};
  }
  return LimitOverride{&setting, *value, std::string(origin)};
}

}  // namespace

std::span<const LimitSetting> limit_settings() { return kSettings; }

std::string limit_text(const LimitSetting& setting, const ServerLimits& limits) {
  if (const auto* time = std::get_if<milliseconds ServerLimits::*>(&setting.member)) {
    return value_text(setting, (limits.**time).count());
  }
  return std::to_string(limits.*std::get<std::size_t ServerLimits::*>(setting.member));
}

Result<std::vector<LimitOverride>> find_overrides(const Flags& flags) {
  std::vector<LimitOverride> overrides;
  for (const LimitSetting& setting : kSettings) {
    std::optional<Result<LimitOverride>> found;
    if (const auto flag = flags.find(setting.flag); flag != flags.end()) {
      found = parse(setting, flag->second, setting.flag);
    } else if (const char* text = std::getenv(std::string(setting.variable).c_str())) {
      found = parse(setting, text, setting.variable);
    }
    if (!found) continue;
    if (!*found) return found->error();
    overrides.push_back(*std::move(*found));
  }
  return overrides;
}

void apply_overrides(const std::vector<LimitOverride>& overrides, ServerLimits& limits) {
  for (const LimitOverride& given : overrides) {
    if (const auto* time = std::get_if<milliseconds ServerLimits::*>(&given.setting->member)) {
      limits.** time = milliseconds(given.value);
    } else {
      limits.*std::get<std::size_t ServerLimits::*>(given.setting->member) =
          static_cast<std::size_t>(given.value);
    }
  }
}

}  // namespace mcp
