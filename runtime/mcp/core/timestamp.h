#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace mcp {

/// RFC 3339 in UTC with milliseconds: 2026-07-28T09:30:00.125Z.
std::string utc_timestamp(std::chrono::system_clock::time_point time = std::chrono::system_clock::now());
/// A point in time as RFC 3339 writes it, in any zone, to the second; nothing for other texts.
std::optional<std::chrono::sys_seconds> read_timestamp(std::string_view text);

}  // namespace mcp
