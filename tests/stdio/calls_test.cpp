// Calls side by side on one pipe.

#include <algorithm>
#include <vector>

#include "catch.h"
#include "server_process.h"

using namespace std::chrono_literals;
using namespace stdio_test;

TEST_CASE("JSON-16 each answer belongs to its own call, whatever the ids and the order") {
  ServerProcess server;
  const std::vector<Json> ids = {1, "1", 2, "two", "\n", 9007199254740991, -1, 0};
  int ms = 160;
  for (const Json& id : ids) server.call(id, "sleep", {{"ms", ms -= 20}, {"text", "for " + id.dump()}});
  for (const auto& [id, answer] : server.receive_answers(ids.size())) CHECK(text_of(answer) == "for " + id);
}

TEST_CASE("JSON-16 an id that is in flight already is refused or answered as well, never crossed") {
  ServerProcess server;
  server.call(7, "sleep", {{"ms", 300}, {"text", "slow"}});
  server.call(7, "sleep", {{"ms", 10}, {"text", "fast"}});
  std::vector<std::string> texts;
  for (int i = 0; i < 2; ++i) {
    const Json answer = server.receive();
    CHECK(answer.at("id") == 7);
    texts.push_back(answer.contains("error") ? "refused" : text_of(answer));
  }
  std::ranges::sort(texts);
  CHECK((texts == std::vector<std::string>{"fast", "slow"} ||
         texts == std::vector<std::string>{"refused", "slow"}));
}

TEST_CASE("LOAD-14 a cancelled call hears of it within a second and is not answered") {
  ServerProcess server;
  server.call("gone", "wait");
  server.call(1, "echo", {{"text", "before"}});
  CHECK(text_of(server.receive()) == "before");
  const auto cancelled = Clock::now();
  server.cancel("gone");
  CHECK(server.errors_contain("wait was cancelled"));
  CHECK(Clock::now() - cancelled < 1s);

  server.call(2, "echo", {{"text", "after"}});
  CHECK(server.receive().at("id") == 2);
  server.close_stdin();
  CHECK_FALSE(server.read_line());
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("a slow call does not hold up the others") {
  ServerProcess server;
  server.call(1, "wait");
  for (int id = 2; id < 20; ++id) {
    server.call(id, "echo", {{"text", "quick"}});
    CHECK(server.receive().at("id") == id);
  }
}

TEST_CASE("whoever started the server needs no scope") {
  ServerProcess server;
  server.call(1, "guarded", {{"text", "let in"}});
  CHECK(text_of(server.receive()) == "let in");
}
