#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <mcp/core/launch/config_file.h>
#include <mcp/core/launch/setting.h>
#include <mcp/core/result.h>
#include <mcp/core/server.h>

namespace mcp {

/// Those that every server has.
std::vector<Setting> settings_of(ServerLimits& limits);

/// `MCPGEN_LIMITS_REQUEST_SIZE` for `limits.requestSize`.
std::string variable_of(std::string_view path);

/// A setting that the operator made.
struct Override {
  using Value =
      std::variant<std::chrono::milliseconds, std::size_t, Rate, std::string, std::vector<std::string>>;

  std::string_view path;
  Value value;
  std::string origin;  ///< the flag, the variable or `--config`
};

/// Text of each flag that was given.
using Flags = std::map<std::string, std::string, std::less<>>;

/// Flags first, then the environment, then the file. The error names the flag, variable or setting and what
/// it takes.
Result<std::vector<Override>> find_overrides(std::span<const Setting> settings, const Flags& flags,
                                             const ConfigFile& file = {});
/// Those of them that are among `settings`.
void apply_overrides(std::span<const Override> overrides, std::span<const Setting> settings);

/// Puts the operator's values in place of `${NAME}` in each text. The error names the setting.
Result<void> expand_settings(std::span<const Setting> settings);

}  // namespace mcp
