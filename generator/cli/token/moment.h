#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace mcpgen {

/// `2026-07-28 09:30:00 UTC, in 5 min`: seconds since 1970 as people read them; behind us `2 h ago`, after
/// the word `over`. "" for what is before 1970 or after the year 9999.
std::string shown_moment(double seconds, std::chrono::system_clock::time_point now,
                         std::string_view over = "");

}  // namespace mcpgen
