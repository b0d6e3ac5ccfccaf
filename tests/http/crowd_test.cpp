// Many clients at once that do nothing, or come all at the same time.

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iterator>
#include <memory>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "catch.h"
#include "file_limit.h"
#include "http_server.h"
#include "latency.h"
#include "resident_memory.h"
#include "served.h"

namespace http_test {
namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::unique_ptr<Socket>> connect_many(std::uint16_t port, std::size_t count) {
  std::vector<std::unique_ptr<Socket>> sockets;
  for (std::size_t i = 0; i < count; ++i) sockets.push_back(std::make_unique<Socket>(port));
  return sockets;
}

std::ptrdiff_t threads() { return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {}); }

/// What 99 of 100 clients that come anew wait at the most, to be let in and answered.
Duration wait_of_new_clients(std::uint16_t port) {
  static const std::string request = here(modern("server/discover"));
  std::vector<Duration> times;
  while (times.size() < 300) {
    const auto begun = Clock::now();
    REQUIRE(Socket(port).send(request).receive()->status == 200);
    times.push_back(Clock::now() - begun);
  }
  return p99(std::move(times));
}

/// CPU seconds of the processes that this one has waited for.
double cpu_of_children() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/// Begins to connect; how it went is seen by polling.
mcp::Descriptor begin_connect(std::uint16_t port) {
  mcp::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
  return socket;
}

bool connected_at_once(const mcp::Descriptor& socket) {
  tcp_info info{};
  socklen_t size = sizeof info;
  return ::getsockopt(socket.get(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
         info.tcpi_state == TCP_ESTABLISHED && info.tcpi_total_retrans == 0;
}

}  // namespace

TEST_CASE("LOAD-01 clients that say nothing hold no thread, and are let go") {
  const FileLimit files(2'000);
  mcp::http::Limits limits;
  limits.head_time = 1s;
  HttpServer server({.limits = limits});
  const auto before = threads();
  const auto silent = connect_many(server.port(), std::min<std::size_t>(500, files.most() / 3));
  CHECK(threads() == before);
  Socket client(server.port());
  CHECK(client.send(modern_call("echo")).receive(5s)->status == 200);
  for (const auto& each : silent) CHECK(each->is_closed(10s));
}

TEST_CASE("LOAD-01 connections that wait take little memory, and new clients wait no longer for them") {
  constexpr long kBytesEach = 64 * 1024 * 1024 / 10'000;
  const FileLimit files(5'000);
  Served crowded({});
  const Served alone({});
  const auto wait_in_crowd = [&] { return wait_of_new_clients(crowded.port()); };
  wait_in_crowd();
  const long before = crowded.process().memory();
  const auto crowd = connect_many(crowded.port(), std::min<std::size_t>(2'000, files.most() / 2 - 100));
  wait_in_crowd();  // by then all have been taken in
  const long growth = crowded.process().memory() - before;
  CAPTURE(crowd.size(), growth);
  if (tst::kMemoryCounts) CHECK(growth * 1024 <= kBytesEach * static_cast<long>(crowd.size()));
  CHECK(compare(
            wait_in_crowd, [&] { return wait_of_new_clients(alone.port()); }, 2)
            .ratio() <= 2);
  for (const auto& each : crowd) REQUIRE_FALSE(each->is_closed(0ms));
}

TEST_CASE("LOAD-10 clients that come all at once need not try again") {
  const FileLimit files(5'000);
  HttpServer server;
  std::vector<mcp::Descriptor> sockets;
  std::vector<pollfd> waiting;
  const auto begun = Clock::now();
  for (std::size_t i = 0; i < std::min<std::size_t>(2'000, files.most() / 2 - 100); ++i) {
    sockets.push_back(begin_connect(server.port()));
    waiting.push_back({sockets.back().get(), POLLOUT, 0});
  }
  while (!waiting.empty() && Clock::now() - begun < 20s) {
    ::poll(waiting.data(), waiting.size(), 1000);
    std::erase_if(waiting, [](const pollfd& each) { return each.revents != 0; });
  }
  CHECK(waiting.empty());
  CHECK(std::ranges::all_of(sockets, connected_at_once));
}

TEST_CASE("LOAD-18 a server without descriptors goes on, waits quietly and takes in who waits") {
  const double before = cpu_of_children();
  std::unique_ptr<Served> served;
  {
    const FileLimit few(64);
    served = std::make_unique<Served>(std::vector<std::string>{});
  }
  const std::string health = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  Socket early(served->port());
  CHECK(early.send(health).receive()->status == 200);
  auto crowd = connect_many(served->port(), 120);
  Socket late(served->port());
  late.send(health);
  CHECK_FALSE(late.receive(2s));
  CHECK(early.send(health).receive()->status == 200);
  CHECK(served->process().errors_contain("no more connections can be taken in"));
  crowd.clear();
  CHECK(late.receive()->status == 200);
  served->process().signal(SIGTERM);
  CHECK(served->process().wait_exit() == 0);
  CHECK(cpu_of_children() - before < 0.5);
}

}  // namespace http_test
