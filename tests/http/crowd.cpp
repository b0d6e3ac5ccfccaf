// crowd IDLE STREAMS: so many connections that wait after an answer and so many open streams are held, in
// little memory, and beside them calls are answered. Fewer where the machine has not that many descriptors.

#include <cstdlib>
#include <iostream>
#include <memory>
#include <thread>
#include <vector>

#include "file_limit.h"
#include "http_server.h"
#include "served.h"

namespace {

using namespace http_test;

constexpr long kGrowthKiB = 64 * 1024;
constexpr std::size_t kCallers = 16;
constexpr int kCallsEach = 200;

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "crowd: " << what << "\n";
  std::exit(1);
}

/// To the path that the server program serves.
std::string here(std::string request) { return request.replace(request.find("/mcp"), 4, "/here"); }

const std::string& call() {
  static const std::string request = here(modern("server/discover"));
  return request;
}

using Sockets = std::vector<std::unique_ptr<Socket>>;

void expect_answer(Socket& socket) {
  const auto answer = socket.send(call()).receive();
  if (!answer || answer->status != 200) fail("a client is not answered");
}

void open_idle(Sockets& sockets, std::uint16_t port) {
  sockets.push_back(std::make_unique<Socket>(port));
  expect_answer(*sockets.back());
}

void open_stream(Sockets& sockets, std::uint16_t port) {
  sockets.push_back(std::make_unique<Socket>(port));
  sockets.back()->send(
      here(modern("subscriptions/listen", {{"notifications", {{"toolsListChanged", true}}}})));
  if (sockets.back()->receive_until("acknowledged").empty()) fail("a stream is not opened");
}

void call_beside(std::uint16_t port) {
  std::vector<std::jthread> callers;
  for (std::size_t i = 0; i < kCallers; ++i) {
    callers.emplace_back([port] {
      Socket socket(port);
      for (int n = 0; n < kCallsEach; ++n) expect_answer(socket);
    });
  }
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
  call_beside(port);  // warm-up
  const long before = served.process().memory();
  const std::size_t descriptors = served.process().descriptors();

  Sockets idle;
  Sockets streams;
  while (idle.size() < idle_count) open_idle(idle, port);
  while (streams.size() < stream_count) open_stream(streams, port);
  const long growth = served.process().memory() - before;
  std::cout << idle_count << " idle connections and " << stream_count << " streams: " << growth << " KiB"
            << std::endl;
  if (stdio_test::kMemoryCounts && growth > kGrowthKiB) fail("they take too much memory");

  call_beside(port);
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
