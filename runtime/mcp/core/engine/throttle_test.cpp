#include <mcp/core/engine/throttle.h>

#include "catch.h"

using namespace std::chrono_literals;

TEST_CASE("MCP-16 a burst goes through, then a steady rate") {
  mcp::Throttle throttle(3, 10);
  const auto start = mcp::Throttle::Clock::now() + 1s;
  for (int i = 0; i < 3; ++i) CHECK(throttle.admit(start));
  CHECK_FALSE(throttle.admit(start));
  CHECK_FALSE(throttle.admit(start + 50ms));
  CHECK(throttle.admit(start + 110ms));
  CHECK_FALSE(throttle.admit(start + 120ms));
  int admitted = 0;
  for (int i = 0; i < 100; ++i) admitted += throttle.admit(start + 1h) ? 1 : 0;
  CHECK(admitted == 3);
}
