#pragma once

#include <chrono>
#include <string>

namespace mcp {

/// RFC 3339 in UTC with milliseconds: 2026-07-28T09:30:00.125Z.
std::string utc_timestamp(std::chrono::system_clock::time_point time = std::chrono::system_clock::now());

}  // namespace mcp
