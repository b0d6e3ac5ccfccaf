// The command line of a server.

#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include <mcp/json/read.h>

#include "catch.h"
#include "scratch_folder.h"
#include "server_process.h"

using namespace stdio_test;

namespace {

struct Run {
  int code;
  std::string out;
  std::string errors;
};

Run run(ServerProcess::Options options) {
  ServerProcess server(std::move(options));
  std::string out;
  while (const auto line = server.read_line()) out += *line + "\n";
  const auto code = server.wait_exit();
  REQUIRE(code);
  return {*code, out, server.errors()};
}

Json as_json(const std::string& text) { return std::get<Json>(mcp::read_json(text)); }

}  // namespace

TEST_CASE("help leads with examples and names every option") {
  const Run help = run({.arguments = {"--help"}});
  CHECK(help.code == 0);
  CHECK(help.out.find("Examples:") < help.out.find("Commands:"));
  for (const char* word : {"--transport", "--timeout", "--grace", "config", "STDIO_TEST_NEEDED", "143"}) {
    CHECK_THAT(help.out, tst::ContainsSubstring(word));
  }
  CHECK(help.out.find("--port") == std::string::npos);  // nothing of it listens
}

TEST_CASE("a wrong command line is exit code 2 and says what was meant") {
  const Run wrong = run({.arguments = {"--timout", "3"}});
  CHECK(wrong.code == 2);
  CHECK(wrong.out.empty());
  CHECK_THAT(wrong.errors, tst::ContainsSubstring("did you mean `--timeout`?"));
  CHECK(run({.arguments = {"--timeout", "never"}}).code == 2);
  CHECK(run({.environment = {{"MCPGEN_LIMITS_GRACE", "soon"}}}).code == 2);
  const Run transport = run({.arguments = {"--transport", "http"}});
  CHECK(transport.code == 2);
  CHECK_THAT(transport.errors, tst::ContainsSubstring("only stdio"));
}

TEST_CASE("help and version are printed whatever else is set") {
  for (const char* wanted : {"--help", "version"}) {
    CAPTURE(wanted);
    const Run wrong =
        run({.arguments = {wanted},
             .environment = {{"MCPGEN_LOG_LEVEL", "verbose"}, {"MCPGEN_LIMITS_TIMEOUT", "soon"}}});
    CHECK(wrong.code == 0);
    CHECK(wrong.errors.empty());
  }
}

TEST_CASE("version is printed for people and for programs") {
  CHECK(run({.arguments = {"version"}}).out == "badly-behaved 1.2.3\n");
  const Json version = as_json(run({.arguments = {"version", "--json"}}).out);
  CHECK(version.at("version") == "1.2.3");
  CHECK(version.at("protocolVersions").size() == 5);
  CHECK_FALSE(version.at("mcpgenVersion").get<std::string>().empty());
  CHECK_FALSE(version.contains("commit"));
  const auto of_commit =
      run({.arguments = {"version", "--json"}, .environment = {{"MCPGEN_COMMIT", "0a1b2c"}}});
  CHECK(as_json(of_commit.out).at("commit") == "0a1b2c");
}

TEST_CASE("config shows values, where they come from, and no secret") {
  const Run config = run({.arguments = {"config", "--json", "--grace", "3"},
                          .environment = {{"MCPGEN_LIMITS_TIMEOUT", "7"}, {"STDIO_TEST_KEY", "hunter2"}}});
  CHECK(config.code == 0);
  CHECK(config.out.find("hunter2") == std::string::npos);
  const Json values = as_json(config.out);
  CHECK(values.at("transport").at("value") == "stdio");
  CHECK(values.at("limits.grace") == Json{{"value", "3s"}, {"origin", "--grace"}});
  CHECK(values.at("limits.timeout") == Json{{"value", "7s"}, {"origin", "MCPGEN_LIMITS_TIMEOUT"}});
  CHECK(values.at("limits.queue").at("origin") == "default");
  CHECK(values.at("STDIO_TEST_KEY") == Json{{"value", "********"}, {"origin", "environment"}});
  CHECK(values.at("STDIO_TEST_COLOUR") == Json{{"value", "blue"}, {"origin", "manifest"}});
  CHECK(values.at("STDIO_TEST_NEEDED").at("origin") == "not set, but required");

  const Run text = run({.arguments = {"config"}, .environment = {{"STDIO_TEST_KEY", "hunter2"}}});
  CHECK(text.out.find("hunter2") == std::string::npos);
  CHECK_THAT(text.out, tst::ContainsSubstring("limits.timeout"));
}

TEST_CASE("a file of settings comes after flags and environment, and a fault in it stops the server") {
  const tst::ScratchFolder folder;
  folder.file("good.json", R"({"limits": {"timeout": "1h", "grace": "2s", "queue": 9}})");
  folder.file("bad.json", R"({"limits": {"timeout": "soon"}})");
  const Run config =
      run({.arguments = {"config", "--json", "--grace", "3", "--config", folder.path("good.json")},
           .environment = {{"MCPGEN_LIMITS_TIMEOUT", "7"}}});
  CHECK(config.code == 0);
  const Json values = as_json(config.out);
  CHECK(values.at("limits.grace") == Json{{"value", "3s"}, {"origin", "--grace"}});
  CHECK(values.at("limits.timeout") == Json{{"value", "7s"}, {"origin", "MCPGEN_LIMITS_TIMEOUT"}});
  CHECK(values.at("limits.queue") == Json{{"value", "9"}, {"origin", "--config"}});

  const Run bad = run({.arguments = {"--config", folder.path("bad.json")}});
  CHECK(bad.code == 2);
  CHECK_THAT(bad.errors, tst::ContainsSubstring("limits.timeout in --config takes a time"));
}

TEST_CASE("a server that lacks a required value says which one and does not serve") {
  const Run lacking = run({.environment = {}});
  CHECK(lacking.code == 1);
  CHECK(lacking.out.empty());
  CHECK_THAT(lacking.errors,
             tst::ContainsSubstring("set the environment variable STDIO_TEST_NEEDED: what is needed"));
}

TEST_CASE("on a terminal a server explains itself instead of waiting") {
  const int controller = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE((controller >= 0 && ::grantpt(controller) == 0 && ::unlockpt(controller) == 0));
  const int terminal = ::open(::ptsname(controller), O_RDWR | O_NOCTTY | O_CLOEXEC);
  REQUIRE(terminal >= 0);
  const Run started = run({.stdin_fd = terminal});
  ::close(terminal);
  ::close(controller);
  CHECK(started.code == 0);
  CHECK_THAT(started.out, tst::ContainsSubstring("This is an MCP server"));
  CHECK_THAT(started.out, tst::ContainsSubstring(R"({"mcpServers":{"badly-behaved":{"command":)"));
  CHECK_THAT(started.out, tst::ContainsSubstring("stdio_server"));
}
