#include <mcp/core/timestamp.h>

#include <chrono>
#include <cstdlib>

#include "keycloak_secure.h"
#include "state.h"

namespace keycloak_secure {
namespace {

std::string two_digits(std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// As RFC 3339 writes it behind the time.
std::string zone(std::int64_t minutes) {
  const std::int64_t all = std::abs(minutes);
  return (minutes < 0 ? "-" : "+") + two_digits(all / 60) + ":" + two_digits(all % 60);
}

}  // namespace

mcp::Result<TimestampOutput> Handlers::timestamp(const TimestampInput& input, mcp::Context&) {
  const auto now = std::chrono::system_clock::now();
  std::string time = mcp::utc_timestamp(now + std::chrono::minutes(input.offset));
  if (input.offset != 0) {
    time.pop_back();  // the Z
    time += zone(input.offset);
  }
  return TimestampOutput{.time = std::move(time), .epoch = std::chrono::system_clock::to_time_t(now)};
}

}  // namespace keycloak_secure
