#include "store_clock.h"

#include "catch.h"

using mcp::store::sqlite::expiry;
using mcp::store::sqlite::kNever;
using mcp::store::sqlite::StoreClock;
using namespace std::chrono_literals;

namespace {

std::chrono::milliseconds wall_shows{};
std::chrono::milliseconds time_passed{};

StoreClock clock_at(std::chrono::milliseconds wall) {
  wall_shows = wall;
  return StoreClock({.wall = [] { return std::chrono::system_clock::time_point(wall_shows); },
                     .monotonic = [] { return std::chrono::steady_clock::time_point(time_passed); }});
}

}  // namespace

TEST_CASE("STORE-10 time in the file begins with the wall clock and passes with the monotonic one") {
  time_passed = 50'000ms;
  const StoreClock clock = clock_at(1'000'000ms);
  CHECK(clock.now() == 1'000'000);
  wall_shows = 9'000'000ms;
  CHECK(clock.now() == 1'000'000);
  wall_shows = 0ms;
  time_passed += 30ms;
  CHECK(clock.now() == 1'000'030);
}

TEST_CASE("STORE-10 time in the file is never behind what the file has seen") {
  StoreClock clock = clock_at(1'000'000ms);
  CHECK(clock.now_after(900'000) == 1'000'000);
  CHECK(clock.now_after(1'500'000) == 1'500'000);
  time_passed += 20ms;
  CHECK(clock.now() == 1'500'020);
}

TEST_CASE("STORE-10 what ends is over by whichever clock is ahead") {
  time_passed = 50'000ms;
  const StoreClock clock = clock_at(1'000'000ms);
  wall_shows = 9'000'000ms;
  CHECK(clock.furthest() == 9'000'000);
  wall_shows = 0ms;
  CHECK(clock.furthest() == 1'000'000);
}

TEST_CASE("an expiry that no clock reaches is never") {
  CHECK(expiry(1000, 5ms) == 1005);
  CHECK(expiry(1000, 0ms) == kNever);
  CHECK(expiry(1000, -1ms) == kNever);
  CHECK(expiry(1000, std::chrono::milliseconds::max()) == kNever);
}
