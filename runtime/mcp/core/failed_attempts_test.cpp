#include "failed_attempts.h"

#include "catch.h"

using mcp::FailedAttempts;
using namespace std::chrono_literals;

namespace {

std::chrono::steady_clock::time_point shown{1h};
std::chrono::steady_clock::time_point clock_shows() { return shown; }

FailedAttempts::Options options() { return {.now = clock_shows}; }

}  // namespace

TEST_CASE("KEY-07 whoever tries too often waits, longer each time") {
  FailedAttempts attempts(options());
  for (int i = 0; i < 10; ++i) REQUIRE_FALSE(attempts.count("192.0.2.1"));
  auto waited = 0ms;
  for (const auto wait : {1000ms, 2000ms, 4000ms, 8000ms}) {
    for (int i = 0; i < 1000; ++i) REQUIRE(attempts.count("192.0.2.1") == wait);
    CHECK(attempts.wait("192.0.2.1") == wait);
    CHECK_FALSE(attempts.wait("192.0.2.2"));
    shown += wait - 1ms;
    CHECK(attempts.count("192.0.2.1") == 1ms);
    shown += 1ms;
    CHECK_FALSE(attempts.wait("192.0.2.1"));
    CHECK_FALSE(attempts.count("192.0.2.1"));
    waited += wait;
  }
  for (int i = 0; i < 40; ++i) {
    if (const auto wait = attempts.count("192.0.2.1")) {
      waited = *wait;
      shown += *wait;
    }
  }
  CHECK(waited == 300s);
}

TEST_CASE("KEY-07 an address that was quiet for long begins anew") {
  FailedAttempts attempts(options());
  for (int i = 0; i < 10; ++i) CHECK_FALSE(attempts.count("192.0.2.1"));
  CHECK(attempts.count("192.0.2.1"));
  shown += 600s;
  for (int i = 0; i < 10; ++i) CHECK_FALSE(attempts.count("192.0.2.1"));
  CHECK(attempts.count("192.0.2.1"));
}

TEST_CASE("KEY-07 a million addresses take no more memory than one, and one of IPv6 is as good as its /64") {
  FailedAttempts attempts(options());
  for (int i = 0; i < 10; ++i) CHECK_FALSE(attempts.count("2001:db8::" + std::to_string(i)));
  CHECK(attempts.count("2001:db8::ffff"));
  CHECK_FALSE(attempts.count("2001:db8:0:1::1"));
  CHECK_FALSE(attempts.count("192.0.2.2"));
  FailedAttempts few({.places = 4, .now = clock_shows});
  int refused = 0;
  for (int i = 0; i < 1'000'000; ++i) refused += few.count(std::to_string(i)) ? 1 : 0;
  CHECK(refused > 999'900);
}

TEST_CASE("KEY-07 nobody can foresee who shares a place with whom") {
  // With one seed for all, these would be the same ones each time.
  const auto shares = [](FailedAttempts& attempts) {
    std::string found;
    for (int i = 0; i < 10; ++i) attempts.count("192.0.2.1");
    for (int i = 0; i < 200; ++i) found += attempts.count("198.51.100." + std::to_string(i)) ? '1' : '0';
    return found;
  };
  FailedAttempts one({.places = 8, .now = clock_shows});
  FailedAttempts other({.places = 8, .now = clock_shows});
  CHECK(shares(one) != shares(other));
}
