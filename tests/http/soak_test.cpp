// A server that is used for long: calls, streams, sessions, and now and then a client that is gone in the
// middle.

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "catch.h"
#include "http_server.h"
#include "resident_memory.h"
#include "served.h"

namespace http_test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kClients = 4;
constexpr int kFaultEvery = 100;
constexpr long kGrowthKiB = 8 * 1024;

/// One client's rounds of everything; false when something is not as it should be.
class Client {
 public:
  explicit Client(std::uint16_t port) : port_(port) {}

  bool round(int number) {
    if (number % kFaultEvery == 1) vanish();
    return call() && hold_session() && listen() && is_refused();
  }

 private:
  bool call() {
    if (!socket_) socket_ = std::make_unique<Socket>(port_);
    for (const char* tool : {"large", "broken", "large"}) {
      const auto answer = socket_->send(here(modern_call(tool, {{"bytes", 20'000}}))).receive();
      if (!answer || answer->status != 200) return false;
      if (answer->field("connection") != "close") continue;
      socket_ = std::make_unique<Socket>(port_);
    }
    return true;
  }

  bool hold_session() {
    Socket socket(port_);
    const auto opened = socket.send(here(post(initialize().dump()))).receive();
    if (!opened || opened->status != 200) return false;
    const std::string session = opened->field("mcp-session-id");
    const std::string of_session =
        " /here HTTP/1.1\r\nHost: localhost\r\nMcp-Session-Id: " + session + "\r\n";
    Socket stream(port_);
    const auto head = stream.send("GET" + of_session + "Accept: text/event-stream\r\n\r\n").receive_head();
    if (!head || head->status != 200) return false;
    const Json params{{"name", "large"}, {"arguments", {{"bytes", 1000}}}};
    const auto answer = socket.send(here(legacy(session, legacy_request("tools/call", params)))).receive();
    if (!answer || answer->status != 200) return false;
    return socket.send("DELETE" + of_session + "\r\n").receive()->status == 204;
  }

  bool listen() {
    Socket stream(port_);
    stream.send(here(modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}})));
    return !stream.receive_until("acknowledged").empty();
  }

  bool is_refused() { return Socket(port_).send(here(post("{"))).receive()->status == 400; }

  void vanish() {
    Socket socket(port_);
    socket.send(here(modern_call("large", {{"bytes", 300'000}}))).receive_head();
    socket.reset();
    Socket half(port_);
    half.send(here(modern_call("large")).substr(0, 100));
  }

  std::uint16_t port_;
  std::unique_ptr<Socket> socket_{};
};

/// All clients, so many rounds each and for so long at least; how many rounds went wrong.
int use(std::uint16_t port, int rounds, Clock::duration time) {
  const auto end = Clock::now() + time;
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < kClients; ++i) {
    threads.emplace_back([&] {
      Client client(port);
      for (int number = 1; number <= rounds || Clock::now() < end; ++number) {
        if (!client.round(number)) ++wrong;
      }
    });
  }
  threads.clear();
  return wrong;
}

void soak(int rounds, Clock::duration time) {
  Served served({});
  auto& process = served.process();
  const std::size_t descriptors = process.descriptors();
  const auto wait_for_quiet = [&] {
    for (int i = 0; i < 1000 && process.descriptors() > descriptors; ++i) std::this_thread::sleep_for(20ms);
  };
  REQUIRE(use(served.port(), rounds, time / 8) == 0);
  wait_for_quiet();
  const long memory = process.memory();
  const long threads = process.threads();
  CHECK(use(served.port(), 3 * rounds, time - time / 8) == 0);
  wait_for_quiet();
  CHECK(process.descriptors() <= descriptors);
  CHECK(process.threads() <= threads + kClients);
  if (tst::kMemoryCounts) CHECK(process.memory() <= memory + kGrowthKiB);
  process.signal(SIGTERM);
  CHECK(process.wait_exit() == 0);
}

std::chrono::seconds wanted_time() {
  const char* seconds = std::getenv("MCPGEN_SOAK_SECONDS");
  return std::chrono::seconds(seconds == nullptr ? 120 : std::atoi(seconds));
}

}  // namespace

TEST_CASE("LOAD-22 a server that is used takes no more of its machine as time goes by") { soak(100, 0s); }
TEST_CASE("LOAD-22 nor in minutes or hours", "[.][slow]") { soak(500, wanted_time()); }

}  // namespace http_test
