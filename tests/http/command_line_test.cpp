// The command line of a server that listens.
#include <csignal>

#include <mcp/json/read.h>

#include "../stdio/server_process.h"
#include "catch.h"
#include "http_server.h"
#include "scratch_folder.h"
#include "served.h"

using http_test::Served;
using mcp::Json;
using namespace std::chrono_literals;
using stdio_test::ServerProcess;
using Environment = std::map<std::string, std::string>;

namespace {

struct Run {
  int code;
  std::string out;
  std::string errors;
};

/// A server that ends by itself.
Run run(std::vector<std::string> arguments, Environment environment = {}) {
  ServerProcess server({.arguments = std::move(arguments), .environment = std::move(environment)});
  std::string out;
  while (const auto line = server.read_line()) out += *line + "\n";
  const auto code = server.wait_exit();
  REQUIRE(code);
  return {*code, out, server.errors()};
}

const std::vector<std::string> kEverywhere{"--host", "0.0.0.0", "--port", "0"};

}  // namespace

TEST_CASE("a server takes a free port, says where it is, answers there, and stops in order") {
  Served served({});
  REQUIRE_THAT(served.said(), tst::StartsWith("http://127.0.0.1:"));
  CHECK(served.said().ends_with("/here\n"));
  const std::string url = served.said().substr(0, served.said().size() - 1);
  CHECK(served.process().errors_contain("listening on " + url));
  std::string request = http_test::modern("server/discover");
  request.replace(request.find("/mcp"), 4, "/here");
  const auto answer = http_test::Socket(served.port()).send(request).receive();
  REQUIRE(answer);
  CHECK(answer->status == 200);
  served.process().signal(SIGTERM);
  CHECK(served.process().wait_exit() == 0);
}

TEST_CASE("a server stops though a handler holds the thread that reads") {
  Served served({"--grace", "1"});
  std::string request = http_test::modern_call("hold");
  request.replace(request.find("/mcp"), 4, "/here");
  http_test::Socket socket(served.port());
  socket.send(request);
  CHECK_FALSE(socket.receive(200ms));
  served.process().signal(SIGTERM);
  CHECK(served.process().wait_exit() == 0);
  CHECK(served.process().errors_contain("a handler was still running"));
}

TEST_CASE("WEB-06 without more ado a server is reached by its own machine only") {
  Served served({});
  CHECK(served.said() == "http://127.0.0.1:" + std::to_string(served.port()) + "/here\n");
  CHECK_THAT(served.process().errors(), !tst::ContainsSubstring("warning"));
}

TEST_CASE("WEB-06 a server whose manifest does not say auth: none is not opened to other machines") {
  const tst::ScratchFolder folder;
  folder.file("open.json", R"({"server": {"listen": "[::]:0"}})");
  const Run refused[] = {run(kEverywhere), run({}, {{"MCPGEN_SERVER_LISTEN", "0.0.0.0:0"}}),
                         run({"--config", folder.path("open.json")})};
  for (const Run& each : refused) {
    CHECK(each.code == 1);
    CHECK_THAT(each.errors, tst::ContainsSubstring("write `auth: none` into the manifest"));
    CHECK_THAT(each.errors, !tst::ContainsSubstring("listening on"));
  }
}

TEST_CASE("WEB-06 one whose manifest says so is opened with a warning") {
  Served served({"--host", "0.0.0.0"}, {{"HTTP_TEST_OPEN", "1"}});
  CHECK_THAT(served.said(), tst::StartsWith("http://0.0.0.0:"));
  CHECK(served.process().errors_contain("it has no authentication"));
  CHECK(http_test::Socket(served.port()).send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").receive());
}

TEST_CASE("an address that cannot be had is exit code 1 and says what to do") {
  const http_test::HttpServer other;
  const Run taken = run({"--port", std::to_string(other.port())});
  CHECK(taken.code == 1);
  CHECK_THAT(taken.errors, tst::ContainsSubstring("choose another port"));
  CHECK_THAT(taken.errors, tst::ContainsSubstring("the address: --port"));
  const std::string nobody(64, 'a');
  const Run unknown = run({}, {{"MCPGEN_SERVER_LISTEN", nobody + ":80"}});
  CHECK(unknown.code == 1);
  CHECK_THAT(unknown.errors, tst::ContainsSubstring("cannot listen on " + nobody + ":80"));
  CHECK_THAT(unknown.errors, tst::ContainsSubstring("the address: MCPGEN_SERVER_LISTEN"));
}

TEST_CASE("an address that is none is exit code 2 and says what is taken") {
  CHECK_THAT(run({"--port", "65536"}).errors, tst::ContainsSubstring("--port takes a number from 0"));
  CHECK_THAT(run({"--ready-fd", "7"}).errors, tst::ContainsSubstring("--ready-fd takes"));
  CHECK(run({"--port", "http"}).code == 2);
  CHECK(run({"--host", "http://localhost"}).code == 2);
  CHECK(run({}, {{"MCPGEN_SERVER_LISTEN", "8080"}}).code == 2);
  const Run pipe = run({"--transport", "stdio", "--port", "1"});
  CHECK(pipe.code == 2);
  CHECK_THAT(pipe.errors, tst::ContainsSubstring("--port goes with --transport http"));
}

TEST_CASE("config shows the address and whose word it is, help how it is changed") {
  const auto listen = [](std::vector<std::string> arguments, Environment environment = {}) {
    arguments.insert(arguments.begin(), {"config", "--json"});
    const auto config = mcp::read_json(run(std::move(arguments), std::move(environment)).out);
    REQUIRE(std::holds_alternative<Json>(config));
    return std::get<Json>(config).at("server.listen");
  };
  CHECK(listen({}) == Json{{"value", "127.0.0.1:8080"}, {"origin", "default"}});
  const Environment environment{{"MCPGEN_SERVER_LISTEN", "[::1]:81"}};
  CHECK(listen({}, environment) == Json{{"value", "[::1]:81"}, {"origin", "MCPGEN_SERVER_LISTEN"}});
  CHECK(listen({"--port", "9"}, environment) == Json{{"value", "[::1]:9"}, {"origin", "--port"}});
  const Run help = run({"--help"});
  for (const char* word : {"--host", "--port", "--ready-fd", "MCPGEN_SERVER_LISTEN", "http, stdio"})
    CHECK_THAT(help.out, tst::ContainsSubstring(word));
}

TEST_CASE("what went wrong inside stands in the log under the id of its request") {
  Served served({});
  std::string request = http_test::modern_call("broken");
  request.replace(request.find("/mcp"), 4, "/here");
  request.insert(request.find("\r\n") + 2, "X-Request-ID: order-7\r\n");
  const auto answer = http_test::Socket(served.port()).send(request).receive();
  CHECK(answer->body.find("correlation id order-7") != std::string::npos);
  CHECK(served.process().errors_contain("correlation_id=\"order-7\""));
}
