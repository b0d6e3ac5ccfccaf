#include "circuit_breaker.h"

#include "catch.h"

using mcp::CircuitBreaker;
using namespace std::chrono_literals;

namespace {

CircuitBreaker::Clock::time_point clock_shows{};
CircuitBreaker::Clock::time_point shown() { return clock_shows; }

}  // namespace

TEST_CASE("OUT-05 whoever fails again and again is left alone, but for one attempt a while") {
  CircuitBreaker breaker({.failures = 3, .pause = 30s, .now = shown});
  for (int i = 0; i < 3; ++i) {
    CHECK(breaker.lets_through("a"));
    breaker.failed("a");
  }
  CHECK_FALSE(breaker.lets_through("a"));
  CHECK(breaker.lets_through("b"));
  clock_shows += 29999ms;
  CHECK_FALSE(breaker.lets_through("a"));
  clock_shows += 1ms;
  CHECK(breaker.lets_through("a"));
  CHECK_FALSE(breaker.lets_through("a"));  // somebody is trying
  breaker.failed("a");
  clock_shows += 29999ms;
  CHECK_FALSE(breaker.lets_through("a"));
  clock_shows += 1ms;
  CHECK(breaker.lets_through("a"));
  breaker.succeeded("a");
  CHECK(breaker.lets_through("a"));
  breaker.failed("a");
  breaker.failed("a");
  CHECK(breaker.lets_through("a"));
}

TEST_CASE("OUT-05 an attempt that never ended does not keep others out for good") {
  CircuitBreaker breaker({.failures = 1, .pause = 30s, .now = shown});
  breaker.failed("a");
  clock_shows += 30s;
  CHECK(breaker.lets_through("a"));
  clock_shows += 30s;
  CHECK(breaker.lets_through("a"));
}

TEST_CASE("OUT-05 of any number that fail only so many are remembered") {
  CircuitBreaker breaker({.failures = 1, .pause = 30s, .now = shown});
  for (int i = 0; i < 1001; ++i) {
    breaker.failed(std::to_string(i));
    clock_shows += 1ms;
  }
  CHECK(breaker.lets_through("0"));  // the first one was forgotten
  for (int i = 1; i < 1001; ++i) {
    CAPTURE(i);
    CHECK_FALSE(breaker.lets_through(std::to_string(i)));
  }
}
