#pragma once

#include <optional>
#include <string_view>

#include <mcp/core/context.h>

namespace mcp {

/// The level's name on the wire.
std::string_view log_level_name(LogLevel level);

/// Nothing when no level has this name.
std::optional<LogLevel> parse_log_level(std::string_view name);

}  // namespace mcp
