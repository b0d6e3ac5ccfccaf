#include "pool.h"

#include <atomic>
#include <chrono>
#include <future>
#include <latch>
#include <thread>
#include <vector>

#include "catch.h"

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

/// A job that runs until it is let go; the state outlives whoever waits for it.
class Blocker {
 public:
  std::function<void()> job() {
    return [state = state_] {
      state->begun.set_value();
      state->open.get_future().wait();
    };
  }
  void wait_begun() { REQUIRE(state_->begun.get_future().wait_for(10s) == std::future_status::ready); }
  void let_go() { state_->open.set_value(); }

 private:
  struct State {
    std::promise<void> begun;
    std::promise<void> open;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace

TEST_CASE("a pool runs every job once, on no more threads than it may have") {
  std::atomic<int> running = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  constexpr int kJobs = 200;
  std::latch finished(kJobs);
  mcp::Pool pool({.threads = 4, .queue = kJobs, .lost_threads = 0});
  for (int i = 0; i < kJobs; ++i) {
    REQUIRE(pool.submit([&] {
      const int now = ++running;
      for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
      }
      std::this_thread::sleep_for(100us);
      --running;
      ++done;
      finished.count_down();
    }));
  }
  finished.wait();
  CHECK(done == kJobs);
  CHECK(most <= 4);
}

TEST_CASE("a full queue refuses, and submit_when_free waits for room") {
  Blocker blocker;
  mcp::Pool pool({.threads = 1, .queue = 1, .lost_threads = 0});
  REQUIRE(pool.submit(blocker.job()));
  blocker.wait_begun();
  REQUIRE(pool.submit([] {}));
  CHECK_FALSE(pool.submit([] {}));

  std::atomic<bool> ran = false;
  auto patient = std::async(std::launch::async, [&] { return pool.submit_when_free([&] { ran = true; }); });
  CHECK(patient.wait_for(50ms) == std::future_status::timeout);
  blocker.let_go();
  CHECK(patient.get() != nullptr);
  CHECK(pool.stop(Clock::now() + 10s));
}

TEST_CASE("LOAD-15 a job that overran is written off and its thread replaced, up to the cap") {
  Blocker first;
  Blocker second;
  mcp::Pool pool({.threads = 1, .queue = 8, .lost_threads = 1});
  const auto stuck = pool.submit(first.job());
  first.wait_begun();
  const auto next = pool.submit(second.job());
  REQUIRE(pool.write_off(stuck));
  CHECK(pool.lost() == 1);
  second.wait_begun();

  CHECK_FALSE(pool.write_off(next));
  CHECK(pool.lost() == 1);
  second.let_go();
  first.let_go();
  CHECK(pool.stop(Clock::now() + 10s));
  CHECK(pool.lost() == 0);
}

TEST_CASE("a job written off before it begins never runs and gives its place in the queue back") {
  Blocker blocker;
  std::atomic<bool> ran = false;
  mcp::Pool pool({.threads = 1, .queue = 1, .lost_threads = 1});
  REQUIRE(pool.submit(blocker.job()));
  blocker.wait_begun();
  const auto waiting = pool.submit([&] { ran = true; });
  CHECK(pool.write_off(waiting));
  CHECK(pool.submit([] {}));
  blocker.let_go();
  CHECK(pool.stop(Clock::now() + 10s));
  CHECK_FALSE(ran);
}

TEST_CASE("a job that is over cannot be written off") {
  std::promise<void> done;
  mcp::Pool pool({.threads = 1, .queue = 1, .lost_threads = 1});
  const auto ticket = pool.submit([&] { done.set_value(); });
  done.get_future().wait();
  REQUIRE(pool.stop(Clock::now() + 10s));
  CHECK_FALSE(pool.write_off(ticket));
  CHECK(pool.lost() == 0);
}

TEST_CASE("a pool ends while a lost job still runs, and the job may end later") {
  Blocker blocker;
  {
    mcp::Pool pool({.threads = 1, .queue = 1, .lost_threads = 1});
    const auto stuck = pool.submit(blocker.job());
    blocker.wait_begun();
    REQUIRE(pool.write_off(stuck));
    CHECK_FALSE(pool.stop(Clock::now() + 20ms));
  }
  blocker.let_go();
}

TEST_CASE("a stopping pool drops what waits and refuses what comes") {
  Blocker blocker;
  std::atomic<bool> ran = false;
  mcp::Pool pool({.threads = 1, .queue = 1, .lost_threads = 0});
  REQUIRE(pool.submit(blocker.job()));
  blocker.wait_begun();
  REQUIRE(pool.submit([&] { ran = true; }));
  CHECK_FALSE(pool.stop(Clock::now()));
  CHECK_FALSE(pool.submit([] {}));
  CHECK_FALSE(pool.submit_when_free([] {}));
  blocker.let_go();
  CHECK(pool.stop(Clock::now() + 10s));
  CHECK_FALSE(ran);
}

TEST_CASE("many threads may submit and write off at once") {
  std::atomic<int> ran = 0;
  std::atomic<int> dropped = 0;
  constexpr int kRounds = 500;
  {
    mcp::Pool pool({.threads = 3, .queue = 16, .lost_threads = 2});
    std::vector<std::jthread> callers;
    callers.reserve(4);
    for (int caller = 0; caller < 4; ++caller) {
      callers.emplace_back([&] {
        for (int i = 0; i < kRounds; ++i) {
          auto begun = std::make_shared<std::atomic<bool>>(false);
          const auto ticket = pool.submit_when_free([&ran, begun] {
            *begun = true;
            ++ran;
          });
          if (pool.write_off(ticket) && !*begun) ++dropped;
        }
      });
    }
    callers.clear();
    std::promise<void> last;
    REQUIRE(pool.submit_when_free([&] { last.set_value(); }));
    last.get_future().wait();
    REQUIRE(pool.stop(Clock::now() + 10s));
  }
  CHECK(ran + dropped >= 4 * kRounds);
}
