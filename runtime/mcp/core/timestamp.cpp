#include <mcp/core/timestamp.h>

#include <array>
#include <cstdio>
#include <ctime>

namespace mcp {

std::string utc_timestamp(std::chrono::system_clock::time_point time) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
  const auto since_epoch = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch());
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> date{};
  std::array<char, 8> millis{};
  const std::size_t length = std::strftime(date.data(), date.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(millis.data(), millis.size(), ".%03dZ", static_cast<int>(since_epoch.count() % 1000));
  return std::string(date.data(), length) + millis.data();
}

}  // namespace mcp
