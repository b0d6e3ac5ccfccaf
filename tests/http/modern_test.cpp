// Messages that stand for themselves: their headers say what they are, and must not lie.

#include <string>
#include <utility>

#include <mcp/core/context.h>
#include <mcp/core/server.h>

#include "catch.h"
#include "http_server.h"

namespace http_test {
namespace {

/// The request with one text in its place.
std::string changed(std::string request, std::string_view from, std::string_view to) {
  const std::size_t at = request.find(from);
  REQUIRE(at != std::string::npos);
  return request.replace(at, from.size(), to);
}

Received answer_to(HttpServer& server, const std::string& request) {
  Socket socket(server.port());
  auto answer = socket.send(request).receive();
  REQUIRE(answer);
  return *answer;
}

void check_refused(const Received& answer, int code) {
  CHECK(answer.status == 400);
  CHECK(answer.json()["error"]["code"] == code);
}

}  // namespace

TEST_CASE("MCP-01 headers that say something else than the body are refused") {
  HttpServer server;
  const std::string good = modern_call("echo");
  CHECK(answer_to(server, good).status == 200);
  check_refused(answer_to(server, changed(good, "Mcp-Method: tools/call", "Mcp-Method: tools/list")), -32020);
  check_refused(answer_to(server, changed(good, "Mcp-Method: tools/call\r\n", "")), -32020);
  check_refused(answer_to(server, changed(good, "Mcp-Method: tools/call", "Mcp-Method: TOOLS/CALL")), -32020);
  check_refused(answer_to(server, changed(good, "Mcp-Name: echo", "Mcp-Name: hang")), -32020);
  check_refused(answer_to(server, changed(good, "Mcp-Name: echo\r\n", "")), -32020);
  check_refused(answer_to(server, changed(good, "Version: 2026-07-28", "Version: 2025-11-25")), -32020);
  check_refused(answer_to(server, changed(good, "MCP-Protocol-Version: 2026-07-28\r\n", "")), -32020);
  CHECK(answer_to(server, changed(good, "Mcp-Name: echo", "mcp-NAME:   echo  ")).status == 200);
}

TEST_CASE("MCP-02 a name that is encoded is decoded once and strictly") {
  HttpServer server;
  const auto with_name = [](std::string_view name) {
    return changed(modern_call("echo"), "Mcp-Name: echo", "Mcp-Name: " + std::string(name));
  };
  CHECK(answer_to(server, with_name("=?base64?ZWNobw==?=")).status == 200);
  for (const char* bad :
       {"=?base64?ZWNobw?=", "=?base64?ZWNobw=?=", "=?base64?ZW Nobw==?=", "=?BASE64?ZWNobw==?=",
        "=?base64?/+8=?=", "=?base64?PT9iYXNlNjQ/WldOb2J3PT0/PQ==?=", "=?base64?ZWNobw==", "ZWNobw=="}) {
    CAPTURE(bad);
    check_refused(answer_to(server, with_name(bad)), -32020);
  }
}

TEST_CASE("MCP-03 an argument that stands in a header stands there as it is") {
  HttpServer server;
  const auto call = [&](const Json& arguments, std::string_view lines) {
    std::string request = modern_call("routed", arguments);
    return answer_to(server, request.insert(request.find("\r\n") + 2, lines));
  };
  CHECK(call(Json::object(), "").status == 200);
  CHECK(call({{"region", nullptr}}, "Mcp-Param-Other: x\r\n").json()["error"].is_null());
  CHECK(call({{"region", "eu"}}, "mcp-param-REGION: eu\r\n").status == 200);
  CHECK(call({{"region", "M\u00fcnchen"}}, "Mcp-Param-Region: =?base64?TcO8bmNoZW4=?=\r\n").status == 200);
  CHECK(call({{"region", "=?base64?"}}, "Mcp-Param-Region: =?base64?\r\n").status == 200);
  CHECK(call({{"size", {{"cores", 42}}}}, "Mcp-Param-Cores: 42.0\r\n").status == 200);
  check_refused(call({{"region", "eu"}}, ""), -32020);
  check_refused(call({{"region", "eu"}}, "Mcp-Param-Region: us\r\n"), -32020);
  check_refused(call({{"region", "eu"}}, "Mcp-Param-Region: EU\r\n"), -32020);
  check_refused(call({{"region", "eu"}}, "Mcp-Param-Region: eu\r\nMcp-Param-Region: eu\r\n"), -32020);
  check_refused(call({{"region", "eu"}}, "Mcp-Param-Region: =?base64?ZXU?=\r\n"), -32020);
  check_refused(call(Json::object(), "Mcp-Param-Region: eu\r\n"), -32020);
  check_refused(call({{"size", {{"cores", 42}}}}, "Mcp-Param-Cores: 43\r\n"), -32020);
  check_refused(call({{"size", {{"cores", 42}}}}, "Mcp-Param-Cores: x\r\n"), -32020);
}

TEST_CASE("MCP-04 a message without its envelope is refused") {
  HttpServer server;
  const std::string lines = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/list\r\n";
  check_refused(answer_to(server, post(legacy_request("tools/list").dump(), lines)), -32602);
  check_refused(
      answer_to(server,
                post(legacy_request("tools/list",
                                    {{"_meta", {{"io.modelcontextprotocol/protocolVersion", "2026-07-28"}}}})
                         .dump(),
                     lines)),
      -32602);
}

TEST_CASE("MCP-05 what is unknown is told with what is known") {
  HttpServer server;
  std::string request = changed(modern("tools/list"), "Version: 2026-07-28", "Version: 1900-01-01");
  request = changed(request, "\"2026-07-28\"", "\"1900-01-01\"");
  const Received version = answer_to(server, request);
  check_refused(version, -32022);
  CHECK(version.json()["error"]["data"]["requested"] == "1900-01-01");
  CHECK(version.json()["error"]["data"]["supported"].size() == 5);
  const Received method = answer_to(server, modern("tools/exec"));
  CHECK(method.status == 404);
  CHECK(method.json()["error"]["code"] == -32601);
  for (const char* gone :
       {"initialize", "ping", "logging/setLevel", "resources/subscribe", "resources/unsubscribe"}) {
    CAPTURE(gone);
    CHECK(answer_to(server, modern(gone)).status == 404);
  }
}

TEST_CASE("what a handler says of its failure is an answer like any other") {
  HttpServer server({}, {}, {}, [](mcp::Server& furnished) {
    furnished.add(
        mcp::Resource{.name = "failing",
                      .uri = "test://failing/{code}",
                      .read = [](const Json& variables, mcp::Context&) -> mcp::Result<mcp::Contents> {
                        const int code = std::stoi(variables["code"].get<std::string>());
                        return mcp::Error{mcp::Error::Code{code}, "told by the handler"};
                      }});
  });
  const auto check_told = [](const Received& answer, int code) {
    CHECK(answer.status == 200);
    CHECK(answer.json()["error"]["code"] == code);
    CHECK(answer.json()["error"]["message"] == "told by the handler");
  };
  using Code = mcp::Error::Code;
  for (const auto& [failure, code] : {std::pair(Code::unauthorized, 401),
                                      {Code::forbidden, 403},
                                      {Code::unavailable, 503},
                                      {Code::rate_limited, 429},
                                      {Code::deadline_exceeded, 504}}) {
    CAPTURE(code);
    const std::string uri = "test://failing/" + std::to_string(static_cast<int>(failure));
    check_told(answer_to(server, modern("resources/read", {{"uri", uri}})), code);
  }
  const Received tool =
      answer_to(server, modern_call("fail", {{"code", static_cast<int>(Code::unauthorized)}}));
  CHECK(tool.status == 200);
  CHECK(tool.json()["error"]["code"] == 401);
}

TEST_CASE("MCP-11 nothing is asked that the client cannot answer") {
  HttpServer server;
  const Received answer = answer_to(server, modern_call("name"));
  check_refused(answer, -32021);
  CHECK(answer.json()["error"]["data"]["requiredCapabilities"].contains("elicitation"));
}

TEST_CASE("sessions do not concern a message that stands for itself") {
  HttpServer server;
  std::string request = modern_call("echo");
  request.insert(request.find("\r\n") + 2, "Mcp-Session-Id: made-up\r\nLast-Event-ID: 1.1\r\n");
  const Received answer = answer_to(server, request);
  CHECK(answer.status == 200);
  CHECK(answer.field("mcp-session-id").empty());
}

TEST_CASE("MCP-16 progress turns the answer into a stream") {
  HttpServer server;
  const Received answer = answer_to(server, modern_call("steps", {{"count", 3}}));
  CHECK(answer.field("content-type") == "text/event-stream");
  CHECK(answer.field("x-accel-buffering") == "no");
  std::size_t events = 0;
  for (std::size_t at = 0; (at = answer.body.find("data: ", at)) != std::string::npos; ++at) ++events;
  CHECK(events == 4);
  CHECK(answer.body.find("\"done\"") > answer.body.rfind("notifications/progress"));
  std::string silent = modern_call("steps", {{"count", 3}});
  CHECK(answer_to(server, changed(silent, "\"progressToken\":1", "\"progressTokex\":1"))
            .field("content-type") == "application/json");
}

TEST_CASE("a notification is taken without an answer") {
  HttpServer server;
  const Json note{{"jsonrpc", "2.0"}, {"method", "notifications/cancelled"}, {"params", {{"requestId", 1}}}};
  const Received answer = answer_to(server, post(note.dump(), "MCP-Protocol-Version: 2026-07-28\r\n"));
  CHECK(answer.status == 202);
  CHECK(answer.body.empty());
}

TEST_CASE("JSON-03 JSON-12 a body that is no JSON is refused, and the connection goes on") {
  HttpServer server;
  Socket socket(server.port());
  for (const char* bad : {"", "{", "{}{}", "\xff\xfe", "{\"a\":\"\xff\"}", "\xef\xbb\xbf{}", "[1,]"}) {
    const auto answer = socket.send(post(bad)).receive();
    REQUIRE(answer);
    CAPTURE(bad);
    CHECK(answer->status == 400);
    CHECK(answer->json()["error"]["code"] == -32700);
  }
  CHECK(socket.send(modern_call("echo")).receive()->status == 200);
}

TEST_CASE("JSON-16 each answer goes to the client that asked") {
  HttpServer server;
  std::vector<std::thread> clients;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 16; ++i) {
    clients.emplace_back([&, i] {
      Socket socket(server.port());
      for (int round = 0; round < 50; ++round) {
        const std::string nonce = std::to_string(i) + "-" + std::to_string(round);
        const auto answer = socket.send(modern_call("echo", {{"text", nonce}})).receive();
        if (!answer || answer->json()["result"]["content"][0]["text"] != nonce) ++wrong;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  CHECK(wrong == 0);
}

}  // namespace http_test
