#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

#include "bench.h"
#include "catch.h"

using namespace conversation;
using namespace std::chrono_literals;

namespace {

/// A client that has stopped reading: what is sent piles up, and whoever waits for room waits.
class Stuck final : public mcp::Outlet {
 public:
  void send(std::string message) override {
    const std::lock_guard lock(mutex_);
    sent_ += message;
    changed_.notify_all();
  }
  void wait_for_room() override {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return reads_; });
  }

  void read_again() {
    const std::lock_guard lock(mutex_);
    reads_ = true;
    changed_.notify_all();
  }
  bool was_sent(std::string_view text) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kLong, [&] { return sent_.find(text) != std::string::npos; });
  }
  bool has_waiting() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kLong, [&] { return waiting_ > 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string sent_;
  int waiting_ = 0;
  bool reads_ = false;
};

std::string call_of(const std::string& tool, const std::string& arguments = "{}") {
  return R"({"jsonrpc":"2.0","id":")" + tool + R"(","method":"tools/call","params":{"name":")" + tool +
         R"(","arguments":)" + arguments + R"(,"_meta":{"progressToken":1,)" +
         R"("io.modelcontextprotocol/protocolVersion":"2026-07-28",)" +
         R"("io.modelcontextprotocol/clientCapabilities":{}}}})";
}

}  // namespace

TEST_CASE("a client that does not read holds up its own calls, and neither deadlines nor other clients") {
  Bench bench;
  const auto stuck = std::make_shared<Stuck>();
  const auto peer = bench.engine.connect(stuck);
  peer->receive(call_of("chatty"));
  CHECK(stuck->has_waiting());
  CHECK(peer->in_flight() == 1);

  peer->receive(call_of("hang"));
  CHECK(stuck->was_sent("this took too long"));
  WireClient other(bench.engine);
  CHECK(text_of(other.call("echo", {{"a", 1}})) == R"({"a":1})");
  CHECK(text_of(other.call("sleep", {{"ms", 1}, {"text", "slept"}})) == "slept");

  bench.fixture.gate.open();
  stuck->read_again();
  CHECK(peer->wait_idle(std::chrono::steady_clock::now() + kLong));
  CHECK(stuck->was_sent(R"("text":"done")"));
  peer->close();
}
