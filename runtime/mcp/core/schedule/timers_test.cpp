#include "timers.h"

#include <atomic>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"

using namespace std::chrono_literals;
using Clock = mcp::Timers::Clock;

TEST_CASE("STORE-10 timers fire in the order of their times, on the monotonic clock") {
  std::promise<void> done;
  std::string order;
  mcp::Timers timers;
  const auto now = Clock::now();
  timers.at(now + 60ms, [&] {
    order += 'c';
    done.set_value();
  });
  timers.at(now + 20ms, [&] { order += 'a'; });
  timers.at(now + 40ms, [&] { order += 'b'; });
  REQUIRE(done.get_future().wait_for(10s) == std::future_status::ready);
  CHECK(order == "abc");
  CHECK(Clock::now() - now >= 60ms);
  static_assert(mcp::Timers::Clock::is_steady);
}

TEST_CASE("a cancelled timer does not fire, a fired one cannot be cancelled") {
  std::atomic<bool> cancelled_fired = false;
  std::promise<void> fired;
  mcp::Timers timers;
  const auto cancelled = timers.at(Clock::now() + 30ms, [&] { cancelled_fired = true; });
  const auto other = timers.at(Clock::now() + 60ms, [&] { fired.set_value(); });
  CHECK(timers.cancel(cancelled));
  CHECK_FALSE(timers.cancel(cancelled));
  REQUIRE(fired.get_future().wait_for(10s) == std::future_status::ready);
  CHECK_FALSE(cancelled_fired);
  CHECK_FALSE(timers.cancel(other));
}

TEST_CASE("a timer may set and cancel others from its function") {
  std::promise<void> done;
  mcp::Timers timers;
  timers.at(Clock::now(), [&] {
    const auto never = timers.at(Clock::now() + 1h, [] {});
    CHECK(timers.cancel(never));
    timers.at(Clock::now(), [&] { done.set_value(); });
  });
  CHECK(done.get_future().wait_for(10s) == std::future_status::ready);
}

TEST_CASE("ending drops what is not due") {
  std::atomic<bool> fired = false;
  const auto begun = Clock::now();
  {
    mcp::Timers timers;
    timers.at(Clock::now() + 1h, [&] { fired = true; });
  }
  CHECK_FALSE(fired);
  CHECK(Clock::now() - begun < 10s);
}

TEST_CASE("each of many timers fires once or is cancelled, never both") {
  std::atomic<int> fired = 0;
  std::atomic<int> cancelled = 0;
  constexpr int kEach = 2000;
  mcp::Timers timers;
  {
    std::vector<std::jthread> threads;
    threads.reserve(3);
    for (int thread = 0; thread < 3; ++thread) {
      threads.emplace_back([&] {
        for (int i = 0; i < kEach; ++i) {
          const auto id = timers.at(Clock::now() + std::chrono::microseconds(i % 50), [&] { ++fired; });
          if (timers.cancel(id)) ++cancelled;
        }
      });
    }
  }
  for (int waited = 0; fired + cancelled < 3 * kEach && waited < 1000; ++waited)
    std::this_thread::sleep_for(10ms);
  CHECK(fired + cancelled == 3 * kEach);
}
