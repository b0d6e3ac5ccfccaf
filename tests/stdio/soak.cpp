// soak SECONDS: one server under a mix of everything that clients do, well-behaved and not. Each request is
// answered once, and neither memory nor descriptors grow.

#include <cstdlib>
#include <iostream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <utility>

#include "server_process.h"

using namespace stdio_test;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kInFlight = 32;
constexpr long kGrowthKiB = 8 * 1024;

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "soak: " << what << "\n";
  std::exit(1);
}

class Soak {
 public:
  void run(Clock::duration time) {
    const auto begun = Clock::now();
    work_until(begun + time / 4);
    const Use warm = settle();
    work_until(begun + time);
    const Use now = settle();
    std::cout << answers_ << " answers, " << complaints_ << " complaints about malformed lines, memory "
              << warm.memory << " then " << now.memory << " KiB, descriptors " << warm.descriptors << " then "
              << now.descriptors << "\n";
    if (now.memory > warm.memory + kGrowthKiB) fail("memory grows");
    if (now.descriptors != warm.descriptors) fail("descriptors leak");
    server_.close_stdin();
    if (server_.wait_exit() != 0) fail("no orderly end");
  }

 private:
  struct Use {
    long memory;
    std::size_t descriptors;
  };

  void work_until(Clock::time_point end) {
    while (Clock::now() < end) {
      while (open_.size() < kInFlight) act();
      receive();
    }
  }

  /// Everything answered: what is still held is held for good.
  Use settle() {
    while (!open_.empty() || complaints_ < complaints_due_) receive();
    return {server_.memory(), server_.descriptors()};
  }

  void act() {
    switch (random(12)) {
      case 0:
        return call("echo", {{"text", std::string(random(2000), 'x')}});
      case 1:
        return call("quick_echo", {{"text", "quick"}});
      case 2:
        return call("big", {{"bytes", random(50'000)}});
      case 3:
        return call("sleep", {{"ms", random(5)}});
      case 4:
        return call("throw", {{"what", random(2) == 0 ? "exception" : "int"}});
      case 5:
        return call("flood", {{"count", 50}}, {{"progressToken", 1}});
      case 6:
        return call(random(2) == 0 ? "bad_utf8" : "lines");
      case 7:
        return give_up("tools/call", {{"name", "wait"}});
      case 8:
        return give_up("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}});
      case 9:
        ask("tools/list", {{"cursor", "nonsense"}});
        return;
      case 10:
        ask("no/such/method", Json::object());
        return;
      default:
        return write_nonsense();
    }
  }

  void call(const char* tool, Json arguments = Json::object(), Json meta = Json::object()) {
    const std::string id = open();
    server_.call(id, tool, std::move(arguments), std::move(meta));
  }

  std::string ask(const char* method, Json params) {
    std::string id = open();
    params["_meta"] = call_message(id, "", Json::object())["params"]["_meta"];
    server_.send({{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}});
    return id;
  }

  void give_up(const char* method, Json params) {
    const std::string id = ask(method, std::move(params));
    server_.cancel(id);
    open_.erase(id);
  }

  void write_nonsense() {
    static const std::string kNonsense[] = {"{", "[]", "nonsense", "{\"jsonrpc\":\"2.0\"}", "\xff\xfe", "17"};
    server_.write(kNonsense[random(std::size(kNonsense))] + "\n");
    ++complaints_due_;
  }

  void receive() {
    const Json message = server_.receive();
    if (message.contains("method")) return;
    if (!message.contains("id") || message["id"].is_null()) {
      if (++complaints_ > complaints_due_) fail("a complaint about nothing: " + message.dump());
      return;
    }
    const auto id = message["id"].get<std::string>();
    if (open_.erase(id) == 0) fail("an answer that nobody waits for: " + message.dump());
    ++answers_;
  }

  std::size_t random(std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random_);
  }
  std::string open() { return *open_.insert(std::to_string(++ids_)).first; }

  ServerProcess server_{};
  std::mt19937 random_{20261121};
  std::set<std::string> open_{};
  long ids_ = 0;
  long answers_ = 0;
  long complaints_ = 0;
  long complaints_due_ = 0;
};

}  // namespace

int main(int argc, char** argv) { Soak().run(std::chrono::seconds(argc > 1 ? std::atoi(argv[1]) : 60)); }
