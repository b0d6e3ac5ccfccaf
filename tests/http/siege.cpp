// siege SECONDS: clients that drip, stay silent, claim too much, send nonsense and vanish, all at once.
// Beside them no well-behaved client sees an error, and in the end nothing is left of the others: after a
// quarter of the time, and some hundreds of them, memory, descriptors and threads grow no more.

#include <array>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <random>
#include <thread>
#include <vector>

#include <unistd.h>

#include "../stdio/server_process.h"
#include "http_server.h"
#include "support/resident_memory.h"

namespace {

using namespace http_test;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kSlow = 100;
constexpr std::size_t kLeft = 2;  ///< of what is about to go
constexpr std::size_t kGrowthKiB = 8 * 1024;
constexpr long kWarm = 500;  ///< bad clients, after which a server has what it needs

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "siege: " << what << std::endl;
  std::_Exit(1);
}

/// Numbers that one thread has to itself, the same in every run.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  std::size_t below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(engine_);
  }
  std::string bytes(std::size_t count) {
    std::string text(count, '\0');
    for (char& c : text) c = static_cast<char>(below(256));
    return text;
  }

 private:
  std::mt19937 engine_;
};

class Siege {
 public:
  void run(Clock::duration time) {
    const Use before = use();
    do besiege(time / 4, before);
    while (bad_ < kWarm);
    const Use warm = use();
    besiege(time - time / 4, before);
    const Use now = use();
    std::cout << good_ << " good answers beside " << bad_ << " bad clients; memory " << warm.memory
              << " then " << now.memory << " KiB, descriptors " << warm.descriptors << " then "
              << now.descriptors << ", threads " << warm.threads << " then " << now.threads << "\n";
    if (now.descriptors > before.descriptors + kLeft) fail("descriptors leak");
    if (now.threads > warm.threads + kLeft) fail("threads are left behind");
    if (tst::kMemoryCounts && now.memory > warm.memory + kGrowthKiB) fail("memory grows");
    if (good_ == 0 || bad_ == 0) fail("nothing happened");
  }

 private:
  /// What this process has: the server and its clients.
  struct Use {
    std::size_t descriptors;
    std::size_t threads;
    std::size_t memory;  ///< KiB
  };

  void besiege(Clock::duration time, const Use& before) {
    end_ = Clock::now() + time;
    {
      std::vector<std::jthread> threads;
      for (const auto& part : {&Siege::drip, &Siege::claim, &Siege::talk_nonsense, &Siege::vanish,
                               &Siege::behave, &Siege::behave, &Siege::behave_in_session})
        threads.emplace_back([this, part] { std::invoke(part, this); });
    }
    for (int i = 0; i < 1000 && use().descriptors > before.descriptors + kLeft; ++i)
      std::this_thread::sleep_for(20ms);
  }

  bool goes_on() const { return Clock::now() < end_; }

  /// Some send a byte now and then, some none at all.
  void drip() {
    std::vector<std::unique_ptr<Socket>> slow;
    while (goes_on()) {
      if (slow.size() < kSlow) {
        slow.push_back(std::make_unique<Socket>(server_.port()));
        ++bad_;
      }
      for (std::size_t i = 0; i < slow.size(); i += 2) slow[i]->send("P");
      std::this_thread::sleep_for(20ms);
    }
  }

  void claim() {
    const std::string head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    const std::array<std::string, 4> claims = {
        head + "Content-Length: 99999999999\r\n\r\n",
        head + "Transfer-Encoding: chunked\r\n\r\n500000\r\n" + std::string(0x500000, ' '),
        head + "X: " + std::string(300'000, 'x'),
        head + "Content-Length: 3000000\r\n\r\n" + std::string(2'000'000, '['),
    };
    for (std::size_t i = 0; goes_on(); ++i, ++bad_) {
      Socket socket(server_.port());
      socket.send(claims.at(i % claims.size()));
      socket.receive_head(50ms);
    }
  }

  /// Good requests with bytes changed, and noise.
  void talk_nonsense() {
    Dice dice(1);
    for (; goes_on(); ++bad_) {
      Socket socket(server_.port());
      std::string text = modern_call("echo", {{"text", "x"}});
      for (std::size_t i = dice.below(8); i > 0; --i)
        text[dice.below(text.size())] = static_cast<char>(dice.below(256));
      socket.send(dice.below(4) == 0 ? dice.bytes(2'000) : text);
      socket.receive_head(20ms);
    }
  }

  /// In the middle of a request, of an answer, of a stream.
  void vanish() {
    Dice dice(2);
    const std::array<std::string, 3> requests = {
        modern_call("large", {{"bytes", 1'000'000}}), modern_call("hang"),
        modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}})};
    for (; goes_on(); ++bad_) {
      Socket socket(server_.port());
      const std::string& request = requests.at(dice.below(requests.size()));
      const bool whole = dice.below(3) != 0;
      socket.send(whole ? request : request.substr(0, dice.below(request.size())));
      if (whole) socket.receive_head(10ms);
      if (dice.below(2) == 0) socket.reset();
    }
  }

  void behave() {
    while (goes_on()) {
      Socket socket(server_.port());
      for (bool kept = true; kept && goes_on(); ++good_) {
        const auto answer = socket.send(modern_call("echo", {{"text", "hello"}})).receive();
        if (!answer || answer->status != 200) fail("a call is not answered");
        if (answer->json()["result"]["content"][0]["text"] != "hello")
          fail("a call is answered with something else");
        kept = answer->field("connection") != "close";
      }
    }
  }

  void behave_in_session() {
    const std::string session = open_session(server_.port());
    if (session.empty()) fail("no session is opened");
    const Json steps = legacy_request(
        "tools/call", {{"name", "steps"}, {"arguments", {{"count", 3}}}, {"_meta", {{"progressToken", 1}}}});
    while (goes_on()) {
      Socket socket(server_.port());
      for (bool kept = true; kept && goes_on(); ++good_) {
        const auto answer = socket.send(legacy(session, steps)).receive();
        if (!answer || answer->status != 200) fail("a call of a session is not answered");
        if (answer->body.find("done") == std::string::npos) fail("a stream ends early");
        kept = answer->field("connection") != "close";
      }
    }
  }

  static Use use() {
    Use use{};
    for (int fd = 0; fd < 4096; ++fd)
      use.descriptors += ::access(("/proc/self/fd/" + std::to_string(fd)).c_str(), F_OK) == 0 ? 1 : 0;
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
      if (word == "Threads:") status >> use.threads;
      if (word == "VmRSS:") status >> use.memory;
    }
    return use;
  }

  HttpServer server_{};
  Clock::time_point end_{};
  std::atomic<long> good_ = 0;
  std::atomic<long> bad_ = 0;
};

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 2) fail("usage: siege SECONDS");
  Siege().run(std::chrono::seconds(std::atoi(argv[1])));
} catch (const std::exception& error) {
  fail(error.what());
}
