#include "settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <utility>

#include <mcp/core/units.h>

namespace mcp {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kDay = 24 * 60 * 60 * 1000;

constexpr std::array kSettings = {
    LimitSetting{"limits.timeout", "MCPGEN_LIMITS_TIMEOUT", "--timeout", "SECONDS", "time a call may take",
                 &ServerLimits::timeout, 10, kDay},
    LimitSetting{"limits.grace", "MCPGEN_LIMITS_GRACE", "--grace", "SECONDS",
                 "time running calls have to finish when the server stops", &ServerLimits::grace, 0, kDay},
    LimitSetting{"limits.concurrency", "MCPGEN_LIMITS_CONCURRENCY", "--concurrency", "N",
                 "calls that run at once", &ServerLimits::concurrency, 1, 10'000},
    LimitSetting{"limits.queue", "MCPGEN_LIMITS_QUEUE", "--queue", "N", "calls that wait for their turn",
                 &ServerLimits::queue, 1, 1'000'000},
    LimitSetting{"limits.rate", "MCPGEN_LIMITS_RATE", "--rate", "RATE",
                 "calls of tools of one caller, as `120/min per user`, or none", &ServerLimits::rate, 0, 0},
    LimitSetting{"limits.requestSize", "MCPGEN_LIMITS_REQUEST_SIZE", "--request-size", "BYTES",
                 "length of a message", &ServerLimits::message_bytes, 1024, 1024 * 1024 * 1024},
};

bool is_time(const LimitSetting& setting) { return setting.member.index() == 0; }

constexpr std::string_view kNoRate = "none";

/// `30`, `0.5`, `30s`, `500ms` or `2m`, in milliseconds.
std::optional<std::int64_t> parse_time(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto factor = factor_of(unit.empty() ? "s" : unit, kTimeUnits);
  if (!factor) return std::nullopt;
  const double value = std::round(number * static_cast<double>(*factor));
  if (!(value >= 0 && value <= kDay)) return std::nullopt;
  return static_cast<std::int64_t>(value);
}

/// `256`, and where it is a size `4MiB`.
std::optional<std::int64_t> parse_count(std::string_view text, bool size, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return std::nullopt;
  const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  const auto factor = factor_of(unit, kSizeUnits);
  if (!factor || (!size && !unit.empty()) || number < 0 || number > most / *factor) return std::nullopt;
  return number * *factor;
}

std::string value_text(const LimitSetting& setting, std::int64_t value) {
  if (!is_time(setting)) return std::to_string(value);
  return value % 1000 == 0 ? std::to_string(value / 1000) + "s" : std::to_string(value) + "ms";
}

Result<LimitOverride> parse_rate_of(const LimitSetting& setting, std::string_view text,
                                    std::string_view origin) {
  const auto rate = text == kNoRate ? std::optional(Rate{}) : parse_rate(text);
  if (!rate)
    return Error{Error::Code::invalid_params,
                 std::string(origin) + " takes a rate such as `120/min per user`, or `none`, not `" +
                     std::string(text) + "`"};
  return LimitOverride{&setting, *rate, std::string(origin)};
}

Result<LimitOverride> parse(const LimitSetting& setting, std::string_view text, std::string_view origin) {
  if (std::holds_alternative<Rate ServerLimits::*>(setting.member))
    return parse_rate_of(setting, text, origin);
  const bool size = setting.member == LimitSetting::Member(&ServerLimits::message_bytes);
  const auto value = is_time(setting) ? parse_time(text) : parse_count(text, size, setting.most);
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
  if (const auto* rate = std::get_if<Rate ServerLimits::*>(&setting.member))
    return (limits.**rate).limits() ? rate_text(limits.**rate) : std::string(kNoRate);
  return std::to_string(limits.*std::get<std::size_t ServerLimits::*>(setting.member));
}

Result<std::vector<LimitOverride>> find_overrides(const Flags& flags, const Settings& file) {
  std::vector<LimitOverride> overrides;
  for (const LimitSetting& setting : kSettings) {
    std::optional<Result<LimitOverride>> found;
    if (const auto flag = flags.find(setting.flag); flag != flags.end()) {
      found = parse(setting, flag->second, setting.flag);
    } else if (const char* text = std::getenv(std::string(setting.variable).c_str())) {
      found = parse(setting, text, setting.variable);
    } else if (const auto value = file.find(setting.path); value != file.end()) {
      found = parse(setting, value->second, "--config");
      if (!*found) return Error{Error::Code::invalid_params, value->first + " in " + found->error().message};
    }
    if (!found) continue;
    if (!*found) return found->error();
    overrides.push_back(*std::move(*found));
  }
  return overrides;
}

void apply_overrides(const std::vector<LimitOverride>& overrides, ServerLimits& limits) {
  for (const LimitOverride& given : overrides) {
    if (const auto* rate = std::get_if<Rate>(&given.value)) {
      limits.*std::get<Rate ServerLimits::*>(given.setting->member) = *rate;
      continue;
    }
    const std::int64_t value = std::get<std::int64_t>(given.value);
    if (const auto* time = std::get_if<milliseconds ServerLimits::*>(&given.setting->member)) {
      limits.** time = milliseconds(value);
    } else {
      limits.*std::get<std::size_t ServerLimits::*>(given.setting->member) = static_cast<std::size_t>(value);
    }
  }
}

}  // namespace mcp
