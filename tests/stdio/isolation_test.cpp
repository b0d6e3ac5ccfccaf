// What a handler does harms its own call only.

#include <csignal>

#include "catch.h"
#include "server_process.h"

using namespace std::chrono_literals;
using namespace stdio_test;

TEST_CASE("STDIO-01 nothing that a handler prints reaches the client, and it cannot eat the client's input") {
  ServerProcess server;
  server.call(1, "print");
  server.call(2, "echo", {{"text", "after"}});
  const auto answers = server.receive_answers(2);
  CHECK(text_of(answers.at("1")) == "printed");
  CHECK(text_of(answers.at("2")) == "after");
  for (const char* text : {"by printf", "by cout", "by system", "by write"})
    CHECK(server.errors_contain(text));
  server.close_stdin();
  CHECK_FALSE(server.read_line());
}

TEST_CASE("JSON-14 an exception of any type is an error of its own call") {
  ServerProcess server;
  int id = 0;
  for (const char* what : {"exception", "int", "nullptr", "bad_alloc", "string"}) {
    CAPTURE(what);
    server.call(++id, "throw", {{"what", what}});
    const Json answer = server.receive();
    CHECK(answer.at("id") == id);
    CHECK(is_tool_error(answer));
  }
  server.call(++id, "echo", {{"text", "alive"}});
  CHECK(text_of(server.receive()) == "alive");
}

TEST_CASE("JSON-15 what an exception says goes to the log only") {
  ServerProcess server;
  server.call(1, "throw", {{"what", "exception"}});
  const auto line = server.read_line();
  REQUIRE(line);
  CHECK(line->find("secret") == std::string::npos);
  CHECK(server.errors_contain("/secret/path"));
}

TEST_CASE("bad UTF-8 from a handler is mended, not sent") {
  ServerProcess server;
  server.call(1, "bad_utf8");
  CHECK(text_of(server.receive()).starts_with("a\xEF\xBF\xBD"));
}

TEST_CASE("STDIO-08 a child process of a handler has no descriptors but 0, 1 and 2") {
  ServerProcess server;
  server.call(1, "sleep", {{"ms", 200}});
  server.call(2, "inherited");
  CHECK(text_of(server.receive_answers(2).at("2")) == "0\n1\n2\n3\n");  // 3: the folder being listed
}

TEST_CASE("LOAD-15 handlers that never return are answered at their deadline and others go on") {
  ServerProcess server({.arguments = {"--timeout", "300ms", "--grace", "1", "--concurrency", "4"}});
  const int kStuck = 9;  // more than run at once: lost threads are replaced
  for (int id = 1; id <= kStuck; ++id) server.call(id, id == 1 ? "spin" : "hang");
  for (const auto& [id, answer] : server.receive_answers(kStuck)) {
    CAPTURE(id);
    CHECK((is_tool_error(answer) || answer.contains("error")));
  }
  server.call(100, "echo", {{"text", "alive"}});
  CHECK(text_of(server.receive()) == "alive");

  SECTION("and the process ends when its client goes") { server.close_stdin(); }
  SECTION("and the process ends on SIGTERM") { server.signal(SIGTERM); }
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("LOAD-15 a handler that was quick for long and then hangs harms only its own call") {
  ServerProcess server({.arguments = {"--timeout", "1s", "--grace", "1"}});
  int id = 0;
  const auto prove_quick = [&] {
    for (int i = 0; i < 200; ++i) {
      server.call(++id, "sleep", {{"ms", 0}});
      CHECK(text_of(server.receive()).empty());
    }
  };
  for (int round = 0; round < 3; ++round) {
    prove_quick();
    const int stuck = ++id;
    server.call(stuck, "sleep", {{"ms", 3000}, {"text", "late"}});
    server.call(++id, "echo", {{"text", "alive"}});
    const Json answer = server.receive();
    CHECK(answer.at("id") == id);
    CHECK(text_of(answer) == "alive");
    const Json late = server.receive();
    CHECK(late.at("id") == stuck);
    CHECK(is_tool_error(late));
  }
  prove_quick();
  server.call(++id, "sleep", {{"ms", 3000}, {"text", "late"}});
  server.close_stdin();
  CHECK(server.wait_exit() == 0);
}

TEST_CASE("LOAD-15 what came in one array with an answer is done while that makes a handler hang") {
  ServerProcess server({.arguments = {"--timeout", "1s", "--grace", "1"}});
  const auto request = [](const Json& id, std::string_view method, Json params) {
    return Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
  };
  const auto call = [&](const Json& id, std::string_view tool, Json arguments) {
    return request(id, "tools/call", {{"name", tool}, {"arguments", std::move(arguments)}});
  };
  const auto asked = [&] {
    const Json question = server.receive();
    REQUIRE(question.at("method") == "roots/list");
    return Json{{"jsonrpc", "2.0"}, {"id", question.at("id")}, {"result", {{"roots", Json::array()}}}};
  };
  server.send(request("open", "initialize",
                      {{"protocolVersion", "2025-03-26"},
                       {"capabilities", {{"roots", Json::object()}}},
                       {"clientInfo", {{"name", "test"}, {"version", "1"}}}}));
  CHECK(server.receive().at("result").at("protocolVersion") == "2025-03-26");
  server.send(call("stuck", "sleep_when_answered", {{"ms", 3000}, {"ask", true}}));
  const Json answer = asked();
  for (int id = 1; id <= 200; ++id) {  // it was always quick
    server.send(call(id, "sleep_when_answered", {{"ms", 0}}));
    CHECK(server.receive().at("id") == id);
  }
  server.send(Json::array({answer, call("behind", "echo", {{"text", "alive"}})}));
  const Json behind = server.receive();
  REQUIRE(behind.is_array());
  CHECK(text_of(behind.at(0)) == "alive");
  CHECK(is_tool_error(server.receive()));
}
