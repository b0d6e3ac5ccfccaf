// A machine that gives no more threads.
#include <csignal>
#include <memory>
#include <vector>

#include "catch.h"
#include "http_server.h"
#include "served.h"

namespace http_test {
namespace {

std::map<std::string, std::string> with(int threads) {
  return {{"LD_PRELOAD", FEW_THREADS_LIBRARY}, {"FEW_THREADS", std::to_string(threads)}};
}

int status_of_call(const Served& server) {
  return Socket(server.port()).send(here(modern_call("broken"))).receive()->status;
}

}  // namespace

TEST_CASE("LOAD-20 a server without the threads it reads with says so and ends, with them it serves") {
  int threads = 0;
  for (;; ++threads) {
    CAPTURE(threads);
    REQUIRE(threads < 20);
    Served server({}, with(threads));
    if (server.said() != "") break;
    CHECK(server.process().wait_exit() == 1);
    CHECK(server.process().errors_contain("cannot serve: the machine gives no thread or memory"));
  }
  CHECK(threads > 0);

  // None is left for handlers.
  Served server({}, with(threads));
  for (int i = 0; i < 3; ++i) CHECK(status_of_call(server) == 503);
  server.process().signal(SIGTERM);
  CHECK(server.process().wait_exit() == 0);

  // One is left: it answers all.
  const Served narrow({}, with(threads + 1));
  std::vector<std::unique_ptr<Socket>> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(std::make_unique<Socket>(narrow.port()));
    clients.back()->send(here(modern_call("broken")));
  }
  for (const auto& client : clients) CHECK(client->receive()->status == 200);
}

}  // namespace http_test
