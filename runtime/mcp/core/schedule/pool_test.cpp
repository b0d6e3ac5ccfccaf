#include "pool.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <latch>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
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

namespace {

/// A duty that runs what it is given, on the thread that leads.
class Led {
 public:
  explicit Led(mcp::Pool::Options options) : pool(options) {
    REQUIRE(pool.lead([this](const mcp::Pool::Leads& leads) { run(leads); }));
  }
  ~Led() { end(); }
  Led(const Led&) = delete;
  Led& operator=(const Led&) = delete;

  /// Runs `job` here, if it may, and tells with what ticket.
  std::shared_ptr<mcp::Pool::Ticket> give(std::function<void()> job) {
    const auto begun = std::make_shared<std::promise<std::shared_ptr<mcp::Pool::Ticket>>>();
    auto ticket = begun->get_future();
    {
      const std::lock_guard lock(mutex_);
      step_ = [this, begun, job = std::move(job)] {
        const mcp::Pool::Here here = pool.here();
        begun->set_value(here.ticket());
        if (here) job();
      };
    }
    changed_.notify_one();
    return ticket.get();
  }
  /// Which thread runs a short job of the leader, as soon as it may run one: a job that has said that it is
  /// done may hold its thread a moment longer.
  std::thread::id run_short_job() {
    for (const auto end = Clock::now() + 10s; Clock::now() < end; std::this_thread::yield()) {
      const auto ran = std::make_shared<std::promise<std::thread::id>>();
      auto thread = ran->get_future();
      if (give([ran] { ran->set_value(std::this_thread::get_id()); })) return thread.get();
    }
    FAIL("whoever leads may not run a short job");
    return {};
  }
  void end() {
    const std::lock_guard lock(mutex_);
    ended_ = true;
    changed_.notify_one();
  }

  std::atomic<std::thread::id> leader = std::thread::id();
  std::atomic<int> calls = 0;

 private:
  void run(const mcp::Pool::Leads& leads) {
    ++calls;
    leader = std::this_thread::get_id();
    do {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return ended_ || step_ != nullptr; });
      if (ended_) return;
      const auto step = std::exchange(step_, nullptr);
      lock.unlock();
      step();
    } while (leads());
  }

  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::function<void()> step_{};
  bool ended_ = false;

 public:
  mcp::Pool pool;  // last: its threads use the others
};

}  // namespace

TEST_CASE("whoever leads runs short jobs itself") {
  Led led({.threads = 2, .queue = 1, .lost_threads = 0});
  for (int i = 0; i < 100; ++i) {
    const std::thread::id runs_on = led.run_short_job();
    const std::thread::id leader = led.leader;
    if (led.calls == 1) CHECK(runs_on == leader);
  }
  CHECK_FALSE(led.pool.here());  // this thread does not lead
  CHECK_FALSE(led.pool.lead([](const mcp::Pool::Leads&) {}));
}

TEST_CASE("LOAD-15 when a job takes long, another thread leads and the job goes on") {
  Blocker blocker;
  Led led({.threads = 2, .queue = 1, .lost_threads = 0});
  std::thread::id runs_on;
  REQUIRE(led.give([&, job = blocker.job()] {
    runs_on = std::this_thread::get_id();
    job();
  }));
  blocker.wait_begun();
  CHECK(led.run_short_job() != runs_on);
  CHECK(led.calls >= 2);
  blocker.let_go();
  led.end();
  CHECK(led.pool.stop(Clock::now() + 10s));
}

TEST_CASE("LOAD-15 the jobs of the leader count among those that run at once") {
  Blocker blocker;
  std::atomic<bool> ran = false;
  Led led({.threads = 1, .queue = 1, .lost_threads = 0});
  REQUIRE(led.give(blocker.job()));
  REQUIRE(led.pool.submit([&] { ran = true; }));
  CHECK(led.give([] {}) == nullptr);
  std::this_thread::sleep_for(20ms);
  CHECK_FALSE(ran);
  blocker.let_go();
  while (!ran) std::this_thread::yield();
}

TEST_CASE("LOAD-15 a leader is watched whoever takes the jobs of others") {
  Blocker first;
  Blocker second;
  Led led({.threads = 3, .queue = 2, .lost_threads = 0});
  REQUIRE(led.give(first.job()));
  REQUIRE(led.pool.submit(second.job()));  // for whoever watches
  second.wait_begun();
  led.run_short_job();
  CHECK(led.calls >= 2);
  first.let_go();
  second.let_go();
}

TEST_CASE("a job that waits goes before those of the leader") {
  Blocker blocker;
  Led led({.threads = 1, .queue = 1, .lost_threads = 0});
  REQUIRE(led.pool.submit(blocker.job()));
  blocker.wait_begun();
  REQUIRE(led.pool.submit([] {}));
  CHECK(led.give([] {}) == nullptr);
  blocker.let_go();
}

TEST_CASE("LOAD-15 a job of the leader that overran is written off, and another thread leads") {
  Blocker blocker;
  Led led({.threads = 1, .queue = 1, .lost_threads = 1});
  const auto stuck = led.give(blocker.job());
  REQUIRE(stuck);
  SECTION("at once") {}
  SECTION("when another leads already") {
    blocker.wait_begun();
    while (led.calls < 2) std::this_thread::yield();
  }
  REQUIRE(led.pool.write_off(stuck));
  CHECK(led.pool.lost() == 1);
  std::promise<void> ran;
  REQUIRE(led.pool.submit([&] { ran.set_value(); }));
  CHECK(ran.get_future().wait_for(10s) == std::future_status::ready);
  led.run_short_job();
  led.end();
  CHECK_FALSE(led.pool.stop(Clock::now() + 20ms));
  blocker.let_go();
  CHECK(led.pool.stop(Clock::now() + 10s));
  CHECK(led.pool.lost() == 0);
}

TEST_CASE("LOAD-15 a leader that was written off does not lead on when it returns") {
  Blocker blocker;
  Led led({.threads = 1, .queue = 1, .lost_threads = 1});
  const auto late = led.give(blocker.job());
  REQUIRE(late);
  CHECK(led.pool.write_off(late));
  blocker.let_go();
  for (int waited = 0; led.pool.lost() > 0 && waited < 1000; ++waited) std::this_thread::sleep_for(10ms);
  CHECK(led.pool.lost() == 0);
  led.run_short_job();
}

TEST_CASE("many jobs of the leader take long while others are submitted") {
  std::atomic<int> running = 0;
  std::atomic<int> most = 0;
  std::atomic<int> done = 0;
  const auto job = [&](std::chrono::milliseconds time) {
    const int now = ++running;
    for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
    }
    std::this_thread::sleep_for(time);
    --running;
    ++done;
  };
  constexpr int kRounds = 300;
  {
    Led led({.threads = 3, .queue = 16, .lost_threads = 0});
    for (int i = 0; i < kRounds; ++i) {
      const auto step = [&job, time = i % 7 == 0 ? 5ms : 0ms] { job(time); };
      if (i % 3 == 0) REQUIRE(led.pool.submit_when_free(step));
      while (i % 3 != 0 && !led.give(step)) std::this_thread::yield();
    }
    while (done < kRounds) std::this_thread::sleep_for(1ms);
    CHECK(led.calls > 1);
  }
  CHECK(most <= 3);
}
