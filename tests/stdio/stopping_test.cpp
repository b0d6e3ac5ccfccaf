// How the process ends.

#include <csignal>
#include <thread>

#include "catch.h"
#include "server_process.h"

using namespace std::chrono_literals;
using namespace stdio_test;

namespace {

/// True once the server has begun to answer: signals are handled from then on.
bool is_up(ServerProcess& server) {
  server.call("up", "echo");
  return server.receive().at("id") == "up";
}

}  // namespace

TEST_CASE("STDIO-02 an idle server ends within a second when its input ends") {
  ServerProcess server;
  REQUIRE(is_up(server));
  const auto closed = Clock::now();
  server.close_stdin();
  CHECK(server.wait_exit() == 0);
  CHECK(Clock::now() - closed < 1s);
}

TEST_CASE("STDIO-02 running calls are finished when the input ends") {
  ServerProcess server;
  for (int id = 1; id <= 3; ++id) server.call(id, "sleep", {{"ms", 300}});
  server.close_stdin();
  CHECK(server.receive_answers(3).size() == 3);
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("STDIO-02 calls that go on are cancelled at the end of the grace time") {
  ServerProcess server({.arguments = {"--grace", "1"}});
  for (int id = 1; id <= 2; ++id) server.call(id, "wait");
  server.call(3, "hang");
  REQUIRE(is_up(server));
  const auto closed = Clock::now();
  server.close_stdin();
  CHECK(server.wait_exit() == 0);
  CHECK(Clock::now() - closed < 3s);
  CHECK(server.errors_contain("wait was cancelled"));
}

TEST_CASE("STDIO-02 a line that the end of the input cuts off is ignored") {
  ServerProcess server;
  REQUIRE(is_up(server));
  REQUIRE(server.write(R"({"jsonrpc":"2.0","id":1,"method":"ping")"));
  server.close_stdin();
  CHECK_FALSE(server.read_line());
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("STDIO-03 a client that closed its end is an orderly end, not a signal") {
  ServerProcess server({.arguments = {"--grace", "1"}});
  REQUIRE(is_up(server));
  server.close_stdout();
  server.call(1, "echo");
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("STDIO-03 calls are not waited for when the client is gone altogether") {
  ServerProcess server({.arguments = {"--grace", "60"}});
  server.call(1, "wait");
  REQUIRE(is_up(server));
  server.close_stdout();
  server.close_stdin();
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("STORE-11 SIGTERM lets 20 running calls finish and takes no new ones") {
  ServerProcess server;
  constexpr std::size_t kCalls = 20;
  for (std::size_t id = 1; id <= kCalls; ++id) server.call(id, "sleep", {{"ms", 1500}});
  REQUIRE(is_up(server));
  server.signal(SIGTERM);
  std::this_thread::sleep_for(300ms);
  server.call("late", "echo");
  const auto answers = server.receive_answers(kCalls);
  for (const auto& [id, answer] : answers) CHECK_FALSE(is_tool_error(answer));
  CHECK_FALSE(answers.contains("\"late\""));
  CHECK_FALSE(server.read_line());
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("STORE-11 a second signal ends the process at once") {
  const int first = GENERATE(SIGTERM, SIGINT);
  ServerProcess server({.arguments = {"--grace", "60"}});
  server.call(1, "sleep", {{"ms", 60'000}});
  REQUIRE(is_up(server));
  server.signal(first);
  CHECK_FALSE(server.wait_exit(300ms));
  server.signal(first);
  CHECK(server.wait_exit() == 128 + first);
}
