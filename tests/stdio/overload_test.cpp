// A client that does not read, a log that nobody reads.

#include <atomic>
#include <csignal>
#include <thread>

#include "catch.h"
#include "resident_memory.h"
#include "server_process.h"

using namespace std::chrono_literals;
using namespace stdio_test;

namespace {

constexpr int kCalls = 1000;
constexpr int kBytes = 64 * 1024;

/// Calls sent from another thread, as far as the server takes them.
class Flood {
 public:
  explicit Flood(ServerProcess& server, const std::string& even = "big", const std::string& odd = "echo")
      : thread_([this, &server, even, odd] {
          for (int id = 1; id <= kCalls; ++id) {
            server.call(id, id % 2 == 0 ? even : odd,
                        {{"bytes", kBytes}, {"text", std::string(kBytes, 'y')}});
            ++sent_;
          }
        }) {}

  /// Waits until nothing more has been taken for a while.
  int wait_stalled() const {
    int before = -1;
    while (sent_ != before) {
      before = sent_;
      std::this_thread::sleep_for(1s);
    }
    return before;
  }
  void join() { thread_.join(); }

 private:
  std::atomic<int> sent_ = 0;
  std::thread thread_;
};

}  // namespace

TEST_CASE("STDIO-06 a client that does not read is not read from either, and memory stays bounded") {
  ServerProcess server({.arguments = {"--grace", "1", "--concurrency", "8", "--queue", "16"}});
  Flood flood(server);
  CHECK(flood.wait_stalled() < kCalls);
  if (tst::kMemoryCounts) CHECK(server.peak_memory() < 64 * 1024);

  SECTION("everything arrives once it reads again") {
    CHECK(server.receive_answers(kCalls).size() == kCalls);
    flood.join();
  }
  SECTION("SIGTERM still ends the process") {
    server.signal(SIGTERM);
    CHECK(server.wait_exit() == 0);
    flood.join();
  }
}

TEST_CASE("STDIO-06 calls that were taken already wait for the client as well") {
  ServerProcess server({.arguments = {"--grace", "1", "--concurrency", "2", "--queue", "64"}});
  constexpr std::size_t kQueued = 64;
  for (std::size_t id = 1; id <= kQueued; ++id) server.call(id, "big", {{"bytes", 1024 * 1024}});
  std::this_thread::sleep_for(2s);
  if (tst::kMemoryCounts) CHECK(server.peak_memory() < 40 * 1024);
  CHECK(server.receive_answers(kQueued).size() == kQueued);
}

TEST_CASE("STDIO-06 calls for which there is no room wait in the pipe, and none is refused") {
  ServerProcess server({.arguments = {"--concurrency", "2", "--queue", "2"}});
  constexpr std::size_t kPipelined = 200;
  for (std::size_t id = 1; id <= kPipelined; ++id) server.call(id, "sleep", {{"ms", 2}, {"text", "rested"}});
  for (const auto& [id, answer] : server.receive_answers(kPipelined)) CHECK(text_of(answer) == "rested");
}

TEST_CASE("STDIO-06 calls that are answered at once wait for the client as well") {
  ServerProcess server;
  Flood flood(server, "quick_echo", "quick_echo");
  CHECK(flood.wait_stalled() < kCalls);
  CHECK(server.receive_answers(kCalls).size() == kCalls);
  flood.join();
}

TEST_CASE("STDIO-06 a flood of progress waits for the client") {
  ServerProcess server;
  constexpr int kCount = 400'000;
  server.call(1, "flood", {{"count", kCount}}, {{"progressToken", "p"}});
  server.call(2, "echo", {{"text", "alive"}});
  std::this_thread::sleep_for(1s);
  const auto answers = server.receive_answers(2);
  CHECK(text_of(answers.at("1")) == "flooded");
  CHECK(text_of(answers.at("2")) == "alive");
  if (tst::kMemoryCounts) CHECK(server.peak_memory() < 40 * 1024);
}

TEST_CASE("LOAD-21 a log that nobody reads holds up nothing") {
  ServerProcess server({.arguments = {"--log-level", "debug"}, .stderr_is_a_full_pipe = true});
  constexpr std::size_t kThrown = 500;
  for (std::size_t id = 1; id <= kThrown; ++id) server.call(id, "throw", {{"what", "exception"}});
  CHECK(server.receive_answers(kThrown).size() == kThrown);
  server.close_stdin();
  CHECK(server.wait_exit() == 0);
}
