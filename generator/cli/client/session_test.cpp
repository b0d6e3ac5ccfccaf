#include "cli/client/session.h"

#include <utility>

#include "catch.h"
#include "cli/client/pipe_connection.h"
#include "cli/client/testing.h"

namespace mcpgen {
namespace {

using mcp::Json;
using namespace std::chrono_literals;

struct Talk {
  explicit Talk(const std::vector<std::string>& answers, Session::Patience patience = {5s})
      : Talk(PipeConnection::Program{.command = script(answers), .errors = Child::Errors::discarded},
             patience) {}
  explicit Talk(PipeConnection::Program program, Session::Patience patience = {5s})
      : session(connection,
                {.progress = [this](const Json& params) { progress.push_back(params); },
                 .log = [this](const Json& params) { logs.push_back(params); },
                 .elicit =
                     [this](const Json& params) {
                       asked.push_back(params);
                       return Json{{"action", "decline"}};
                     }},
                patience) {
    REQUIRE(connection.start(std::move(program)));
  }

  PipeConnection connection;
  std::vector<Json> progress, logs, asked;
  Session session;
};

constexpr const char* kDiscovered =
    R"({"jsonrpc":"2.0","id":%s,"result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}}}})";
constexpr const char* kNoSuchMethod = R"({"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}})";
constexpr const char* kModernOnly =
    R"({"jsonrpc":"2.0","id":%s,"error":{"code":-32022,"message":"modern only","data":{"supported":["2026-07-28"]}}})";
constexpr const char* kInitialized =
    R"({"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-11-25","capabilities":{}}})";

TEST_CASE("a server that answers server/discover is modern") {
  Talk talk({kDiscovered});
  const auto self = talk.session.open("");
  REQUIRE(std::holds_alternative<Json>(self));
  CHECK(std::get<Json>(self)["protocolVersion"] == "2026-07-28");
}

TEST_CASE("any other error falls back to initialize") {
  Talk talk({kNoSuchMethod, kInitialized, ""});
  const auto self = talk.session.open("");
  REQUIRE(std::holds_alternative<Json>(self));
  CHECK(std::get<Json>(self)["protocolVersion"] == "2025-11-25");
}

TEST_CASE("a modern refusal names the revision to use") {
  Talk talk(
      {R"({"jsonrpc":"2.0","id":%s,"error":{"code":-32022,"message":"no","data":{"supported":["2025-11-25"]}}})",
       kInitialized, ""});
  CHECK(std::holds_alternative<Json>(talk.session.open("")));
}

TEST_CASE("a server that ends is unreachable") {
  Talk talk(PipeConnection::Program{.command = {"true"}});
  const auto self = talk.session.open("");
  REQUIRE(std::holds_alternative<ClientFault>(self));
  CHECK(std::get<ClientFault>(self).exit_code == ExitCode::unreachable);
}

/// Ends when the first thing that it hears is not `initialize`.
PipeConnection::Program impatient_server() {
  const std::string answer = R"({"jsonrpc":"2.0","id":2,"result":{"protocolVersion":"2025-11-25"}})";
  return {.command = {"sh", "-c",
                      "read -r line; case \"$line\" in *initialize*) echo '" + answer +
                          "'; cat >/dev/null;; *) exit 1;; esac"},
          .errors = Child::Errors::discarded};
}

TEST_CASE("a server that ends at server/discover is started anew, and asked as older ones are") {
  Talk talk(impatient_server());
  CHECK(std::holds_alternative<Json>(talk.session.open("")));

  Talk asked(impatient_server());
  CHECK(std::holds_alternative<ClientFault>(asked.session.open("2026-07-28")));

  PipeConnection::Program once = impatient_server();
  once.anew = false;
  Talk never_again(once);
  CHECK(std::holds_alternative<ClientFault>(never_again.session.open("")));
}

/// Takes longer to start than a probe is waited for.
PipeConnection::Program slow_server(const std::vector<std::string>& answers) {
  PipeConnection::Program program{.command = script(answers), .errors = Child::Errors::discarded};
  program.command.back().insert(0, "sleep 0.4; ");
  return program;
}

constexpr Session::Patience kShortProbe{.answer = 5s, .probe = 50ms};

TEST_CASE("a server that is slow to start may be modern, even where the probe settled that") {
  Talk talk(slow_server({kDiscovered, kModernOnly, kDiscovered}), kShortProbe);
  const auto self = talk.session.open("");
  REQUIRE(std::holds_alternative<Json>(self));
  CHECK(std::get<Json>(self)["protocolVersion"] == "2026-07-28");
  CHECK(talk.session.modern());

  Talk neither(slow_server({kNoSuchMethod, kModernOnly, kNoSuchMethod}), kShortProbe);
  const auto refused = neither.session.open("");
  REQUIRE(std::holds_alternative<ClientFault>(refused));
  CHECK_THAT(std::get<ClientFault>(refused).message, tst::ContainsSubstring("modern only"));
}

TEST_CASE("an answer in the revision that was asked for is waited for as long as any") {
  Talk talk(slow_server({kDiscovered}), kShortProbe);
  CHECK(std::holds_alternative<Json>(talk.session.open("2026-07-28")));
}

TEST_CASE("only who asked for a revision is told that none need be") {
  for (const std::string revision : {"", "2025-06-18"}) {
    CAPTURE(revision);
    Talk talk(revision.empty() ? std::vector<std::string>{kNoSuchMethod, kModernOnly}
                               : std::vector<std::string>{kModernOnly});
    const auto self = talk.session.open(revision);
    REQUIRE(std::holds_alternative<ClientFault>(self));
    CHECK(std::get<ClientFault>(self).code == "unsupported_protocol");
    CHECK(std::get<ClientFault>(self).help.empty() == revision.empty());
  }
}

constexpr const char* kEndlessLog =
    R"(yes '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}')";

TEST_CASE("a server that writes before it reads is read while it is written to") {
  const std::string many(1'000'000, 'x');
  Talk talk(PipeConnection::Program{
      .command = {"sh", "-c",
                  std::string(kEndlessLog) + " | head -n 10000; read -r line; "
                                             R"(echo '{"jsonrpc":"2.0","id":1,"result":{}}'; )"
                                             "cat >/dev/null"},
      .errors = Child::Errors::discarded});
  CHECK(std::holds_alternative<Json>(talk.session.request("tools/call", {{"arguments", many}})));
  CHECK(talk.logs.size() == 10'000);
}

TEST_CASE("neither a server that does not read nor one that never stops is waited for longer than it may") {
  for (const std::string server : {"sleep 5", kEndlessLog}) {
    CAPTURE(server);
    Talk talk(PipeConnection::Program{.command = {"sh", "-c", "exec " + server},
                                      .errors = Child::Errors::discarded},
              {300ms});
    const std::string size(server == kEndlessLog ? 1 : 1'000'000, 'x');
    const auto answer = talk.session.request("tools/call", {{"arguments", size}});
    REQUIRE(std::holds_alternative<ClientFault>(answer));
    CHECK(std::get<ClientFault>(answer).code == "timeout");
  }
}

TEST_CASE("silence is a timeout, not a hang") {
  Talk talk({kDiscovered}, {300ms});
  REQUIRE(std::holds_alternative<Json>(talk.session.open("")));
  const auto answer = talk.session.request("tools/list", Json::object());
  REQUIRE(std::holds_alternative<ClientFault>(answer));
  CHECK(std::get<ClientFault>(answer).code == "timeout");
}

TEST_CASE("what is not JSON-RPC ends the talk") {
  for (const std::string noise : {"Listening on \\033[1m3000", "[]", "[1]", "7"}) {
    CAPTURE(noise);
    Talk talk({kDiscovered, noise});
    REQUIRE(std::holds_alternative<Json>(talk.session.open("")));
    const auto answer = talk.session.request("tools/list", Json::object());
    REQUIRE(std::holds_alternative<ClientFault>(answer));
    CHECK(std::get<ClientFault>(answer).code == "malformed");
    CHECK_THAT(std::get<ClientFault>(answer).help, tst::ContainsSubstring("standard error"));
    if (noise.size() > 3)
      CHECK_THAT(std::get<ClientFault>(answer).message,
                 tst::ContainsSubstring("message: Listening on \\u{001b}[1m3000"));
  }
}

TEST_CASE("empty lines are passed over") {
  Talk talk({"\\n\\r\\n" + std::string(kDiscovered)});
  CHECK(std::holds_alternative<Json>(talk.session.open("")));
}

TEST_CASE("the messages of a batch arrive one after the other") {
  Talk talk({kDiscovered,
             R"([{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}},)"
             R"({"jsonrpc":"2.0","id":%s,"result":{"tools":[]}}])"});
  REQUIRE(std::holds_alternative<Json>(talk.session.open("")));
  const auto answer = talk.session.request("tools/list", Json::object());
  REQUIRE(std::holds_alternative<Json>(answer));
  CHECK(talk.logs.size() == 1);
}

TEST_CASE("an error about no request is about the one that waits") {
  Talk talk({kDiscovered, R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the reason"}})"});
  REQUIRE(std::holds_alternative<Json>(talk.session.open("")));
  const auto answer = talk.session.request("tools/list", Json::object());
  REQUIRE(std::holds_alternative<ClientFault>(answer));
  CHECK(std::get<ClientFault>(answer).message == "the reason");
}

TEST_CASE("an input_required result is answered and the call made again") {
  Talk talk(
      {kDiscovered,
       R"({"jsonrpc":"2.0","id":%s,"result":{"resultType":"input_required","requestState":"s","inputRequests":{"q":{"method":"elicitation/create","params":{"message":"sure?"}}}}})",
       R"({"jsonrpc":"2.0","id":%s,"result":{"resultType":"complete","content":[]}})"});
  REQUIRE(std::holds_alternative<Json>(talk.session.open("")));
  CHECK(std::holds_alternative<Json>(talk.session.request("tools/call", {{"name", "x"}})));
  REQUIRE(talk.asked.size() == 1);
  CHECK(talk.asked.front()["message"] == "sure?");
}

TEST_CASE("progress and log lines arrive before the answer") {
  Talk talk({kDiscovered,
             R"({"jsonrpc":"2.0","method":"notifications/progress","params":{"progress":1}}\n)"
             R"({"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}\n)"
             R"({"jsonrpc":"2.0","id":%s,"result":{}})"});
  REQUIRE(std::holds_alternative<Json>(talk.session.open("")));
  CHECK(std::holds_alternative<Json>(talk.session.request("tools/call", Json::object())));
  CHECK(talk.progress.size() == 1);
  CHECK(talk.logs.size() == 1);
}

}  // namespace
}  // namespace mcpgen
