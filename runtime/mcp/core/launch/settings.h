#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <mcp/core/launch/config_file.h>
#include <mcp/core/result.h>
#include <mcp/core/server.h>

namespace mcp {

/// A limit that the operator may set by flag, environment or file without building again.
struct LimitSetting {
  using Member = std::variant<std::chrono::milliseconds ServerLimits::*, std::size_t ServerLimits::*,
                              Rate ServerLimits::*>;

  std::string_view path;      ///< in the manifest
  std::string_view variable;  ///< of the environment
  std::string_view flag;
  std::string_view argument;  ///< what help calls the value
  std::string_view help;
  Member member;
  std::int64_t least;
  std::int64_t most;
};

std::span<const LimitSetting> limit_settings();

/// The value in `limits`, as the flag would take it: `30s`, `256`.
std::string limit_text(const LimitSetting& setting, const ServerLimits& limits);

/// A limit set by the operator.
struct LimitOverride {
  const LimitSetting* setting;
  std::variant<std::int64_t, Rate> value;  ///< milliseconds, a count, or a rate
  std::string origin;                      ///< the flag, the variable or `--config`
};

/// Text of each flag that was given.
using Flags = std::map<std::string, std::string, std::less<>>;

/// Flags first, then the environment, then the file. The error names the flag, variable or setting and what
/// it takes.
Result<std::vector<LimitOverride>> find_overrides(const Flags& flags, const Settings& file = {});
void apply_overrides(const std::vector<LimitOverride>& overrides, ServerLimits& limits);

}  // namespace mcp
