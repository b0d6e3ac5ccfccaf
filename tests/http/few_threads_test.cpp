// A machine that gives no more threads.
#include <csignal>

#include "catch.h"
#include "http_server.h"
#include "served.h"

namespace http_test {
namespace {

std::map<std::string, std::string> with(int threads) {
  return {{"LD_PRELOAD", FEW_THREADS_LIBRARY}, {"FEW_THREADS", std::to_string(threads)}};
}

int status_of_call(const Served& server) {
  std::string request = modern_call("broken");
  return Socket(server.port()).send(request.replace(request.find("/mcp"), 4, "/here")).receive()->status;
}

}  // namespace

TEST_CASE("LOAD-20 a server without the threads it needs says so and ends, with them it serves") {
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
  CHECK(status_of_call(Served({}, with(threads + 1))) == 200);
}

}  // namespace http_test
