#include "cli/client/session.h"

#include "catch.h"
#include "cli/client/pipe_connection.h"
#include "cli/client/testing.h"

namespace mcpgen {
namespace {

using mcp::Json;
using namespace std::chrono_literals;

struct Talk {
  explicit Talk(const std::vector<std::string>& answers, std::chrono::milliseconds timeout = 5s)
      : session(connection,
                {.progress = [this](const Json& params) { progress.push_back(params); },
                 .log = [this](const Json& params) { logs.push_back(params); },
                 .elicit =
                     [this](const Json& params) {
                       asked.push_back(params);
                       return Json{{"action", "decline"}};
                     }},
                timeout) {
    REQUIRE(connection.start(script(answers), Child::Errors::discarded));
  }

  PipeConnection connection;
  std::vector<Json> progress, logs, asked;
  Session session;
};

constexpr const char* kDiscovered =
    R"({"jsonrpc":"2.0","id":%s,"result":{"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{}}}})";
constexpr const char* kNoSuchMethod = R"({"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no"}})";
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
  Talk talk({});
  talk.connection.start({"true"}, Child::Errors::discarded);
  const auto self = talk.session.open("");
  REQUIRE(std::holds_alternative<ClientFault>(self));
  CHECK(std::get<ClientFault>(self).exit_code == ExitCode::unreachable);
}

TEST_CASE("silence is a timeout, not a hang") {
  Talk talk({kDiscovered}, 300ms);
  REQUIRE(std::holds_alternative<Json>(talk.session.open("")));
  const auto answer = talk.session.request("tools/list", Json::object());
  REQUIRE(std::holds_alternative<ClientFault>(answer));
  CHECK(std::get<ClientFault>(answer).code == "timeout");
}

TEST_CASE("what is not JSON-RPC ends the talk") {
  Talk talk({kDiscovered, "hello"});
  REQUIRE(std::holds_alternative<Json>(talk.session.open("")));
  const auto answer = talk.session.request("tools/list", Json::object());
  REQUIRE(std::holds_alternative<ClientFault>(answer));
  CHECK(std::get<ClientFault>(answer).code == "malformed");
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
