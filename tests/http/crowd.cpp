// crowd IDLE STREAMS: so many connections that wait, before a request or after an answer, and so many open
// streams are held, in little memory, and beside them calls are answered about as fast as by a server that
// has nothing else to do. Fewer where the machine has not that many descriptors.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

#include "file_limit.h"
#include "http_server.h"
#include "latency.h"
#include "served.h"
#include "support/resident_memory.h"

namespace {

using namespace http_test;

constexpr long kGrowthKiB = 64 * 1024;
constexpr std::size_t kCallers = 16;
constexpr std::size_t kCallsEach = 200;
constexpr double kMostSlower = 2;

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "crowd: " << what << "\n";
  std::exit(1);
}

const std::string& call() {
  static const std::string request = here(modern("server/discover"));
  return request;
}

using Sockets = std::vector<std::unique_ptr<Socket>>;

void expect_answer(Socket& socket) {
  const auto answer = socket.send(call()).receive();
  if (!answer || answer->status != 200) fail("a client is not answered");
}

/// Every second one never says anything.
void open_idle(Sockets& sockets, std::uint16_t port) {
  sockets.push_back(std::make_unique<Socket>(port));
  if (sockets.size() % 2 == 0) expect_answer(*sockets.back());
}

void open_stream(Sockets& sockets, std::uint16_t port) {
  sockets.push_back(std::make_unique<Socket>(port));
  sockets.back()->send(
      here(modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}})));
  if (sockets.back()->receive_until("acknowledged").empty()) fail("a stream is not opened");
}

/// Many call at once; what 99 of 100 calls took at the most.
Duration load(std::uint16_t port) {
  std::vector<Duration> times(kCallers * kCallsEach);
  {
    std::vector<std::jthread> callers;
    for (std::size_t i = 0; i < kCallers; ++i) {
      callers.emplace_back([port, own = times.data() + i * kCallsEach] {
        Socket socket(port);
        for (std::size_t n = 0; n < kCallsEach; ++n) {
          const auto begun = std::chrono::steady_clock::now();
          expect_answer(socket);
          own[n] = std::chrono::steady_clock::now() - begun;
        }
      });
    }
  }
  return p99(std::move(times));
}

void compare_with_alone(std::uint16_t port) {
  const Served alone({});
  load(alone.port());
  const Comparison found =
      compare([&] { return load(port); }, [&] { return load(alone.port()); }, kMostSlower);
  const auto in_us = [](Duration time) {
    return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
  };
  std::cout << "p99 of calls beside them: " << in_us(found.measured) << " us, alone "
            << in_us(found.yardstick) << " us" << std::endl;
  if (found.ratio() > kMostSlower) fail("calls wait for those that only wait");
}

void run(std::size_t idle_count, std::size_t stream_count) {
  const std::size_t wanted = idle_count + stream_count + 200;
  const FileLimit files(wanted);
  if (files.most() < wanted) {
    idle_count = idle_count * files.most() / wanted - 200;
    stream_count = stream_count * files.most() / wanted;
    std::cout << "only " << files.most() << " descriptors here\n";
  }
  Served served({});
  const std::uint16_t port = served.port();
  load(port);  // warm-up
  const long before = served.process().memory();
  const std::size_t descriptors = served.process().descriptors();

  Sockets idle;
  Sockets streams;
  while (idle.size() < idle_count) open_idle(idle, port);
  while (streams.size() < stream_count) open_stream(streams, port);
  const long growth = served.process().memory() - before;
  std::cout << idle_count << " idle connections and " << stream_count << " streams: " << growth << " KiB"
            << std::endl;
  if (tst::kMemoryCounts && growth > kGrowthKiB) fail("they take too much memory");

  compare_with_alone(port);
  for (const Sockets* held : {&idle, &streams}) {
    for (const auto& socket : *held) {
      if (socket->is_closed(0ms)) fail("a connection was not held");
    }
  }
  for (std::size_t i = 0; i < idle.size(); i += 50) expect_answer(*idle[i]);
  idle.clear();
  streams.clear();
  for (int i = 0; i < 1000 && served.process().descriptors() > descriptors + kCallers; ++i)
    std::this_thread::sleep_for(20ms);
  if (served.process().descriptors() > descriptors + kCallers) fail("descriptors leak");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) fail("usage: crowd IDLE STREAMS");
  run(std::strtoul(argv[1], nullptr, 10), std::strtoul(argv[2], nullptr, 10));
}
