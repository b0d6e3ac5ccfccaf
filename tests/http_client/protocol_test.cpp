// What the client sends over HTTP, request by request, and how it goes on where a stream breaks off.
#include <atomic>
#include <chrono>
#include <mutex>
#include <utility>

#include "catch.h"
#include "fake_server.h"
#include "mcpgen_run.h"

namespace http_client_test {
namespace {

using namespace std::chrono_literals;

const Json kTool = Json::parse(R"({"name":"tr\u00e4ge","inputSchema":{"type":"object","properties":{
  "region":{"type":"string","x-mcp-header":"Region"}}}})");
const Json kBadTool = Json::parse(R"({"name":"bad","inputSchema":{"type":"object","properties":{
  "a":{"type":"number","x-mcp-header":"A"}}}})");
const Json kText = Json::parse(R"({"content":[{"type":"text","text":"done"}]})");

/// Answers what a modern server does, but for calls.
bool answer_modern(const Request& request, const Reply& reply) {
  if (request.subject() == "server/discover") {
    reply.json(result_of(
        request, {{"supportedVersions", {"2026-07-28"}}, {"capabilities", {{"tools", Json::object()}}}}));
  } else if (request.subject() == "tools/list") {
    reply.json(result_of(request, {{"tools", {kTool, kBadTool}}}));
  } else {
    return false;
  }
  return true;
}

constexpr const char* kSession = "Mcp-Session-Id: s-1\r\n";

/// Answers what a server with sessions does, but for calls.
bool answer_legacy(const Request& request, const Reply& reply) {
  if (request.subject() == "server/discover") {
    reply.send(400, "text/plain", "Bad Request: no session");
  } else if (request.subject() == "initialize") {
    reply.json(result_of(request,
                         {{"protocolVersion", "2025-11-25"}, {"capabilities", {{"tools", Json::object()}}}}),
               kSession);
  } else if (request.subject() == "tools/list") {
    reply.json(result_of(request, {{"tools", {kTool}}}));
  } else if (request.message().is_object() && !request.message().contains("id")) {
    reply.send(202, "", "");
  } else if (request.method == "DELETE" ||
             (request.method == "GET" && request.field("last-event-id").empty())) {
    reply.send(405, "", "");
  } else {
    return false;
  }
  return true;
}

TEST_CASE("each request to a modern server says in headers what it is") {
  const FakeServer server([](const Request& request, const Reply& reply) {
    if (!answer_modern(request, reply)) reply.json(result_of(request, kText));
  });
  const Outcome outcome = mcpgen({"call", server.url(), "tr\xc3\xa4ge", "region= x"});
  INFO(outcome.err);
  CHECK(outcome.out == "done\n");
  CHECK(server.subjects() == "server/discover, tools/list, tools/call");
  for (const Request& request : server.requests()) {
    CHECK(request.target == "/mcp");
    CHECK(request.field("mcp-protocol-version") == "2026-07-28");
    CHECK(request.field("mcp-method") == request.subject());
    CHECK(request.field("accept") == "application/json, text/event-stream");
    CHECK(request.field("content-type") == "application/json");
    CHECK(request.field("mcp-session-id") == "");
  }
  const Request call = server.requests().back();
  CHECK(call.field("mcp-name") == "=?base64?dHLDpGdl?=");
  CHECK(call.field("mcp-param-region") == "=?base64?IHg=?=");
}

TEST_CASE("who calls is said by mcpgen, or by whoever uses it") {
  const FakeServer server([](const Request& request, const Reply& reply) { answer_modern(request, reply); });
  mcpgen({"list", server.url()});
  CHECK(server.requests().front().field("user-agent").starts_with("mcpgen/"));
  mcpgen({"list", server.url(), "--header", "user-agent: probe/1"});
  CHECK(server.requests().back().field("user-agent") == "probe/1");
}

TEST_CASE("a tool whose arguments no header can carry is left out, and the others stay") {
  const FakeServer server([](const Request& request, const Reply& reply) { answer_modern(request, reply); });
  const Outcome outcome = mcpgen({"list", server.url()});
  CHECK_THAT(outcome.out, tst::ContainsSubstring("tr\xc3\xa4ge("));
  CHECK_THAT(outcome.out, !tst::ContainsSubstring("bad"));
  CHECK_THAT(outcome.err, tst::ContainsSubstring("`bad` is left out"));
}

TEST_CASE("a tool that is left out is not called either") {
  const FakeServer server([](const Request& request, const Reply& reply) {
    if (!answer_modern(request, reply)) reply.json(result_of(request, kText));
  });
  const Outcome called = mcpgen({"call", server.url(), "bad"});
  CHECK(called.exit_code == 5);
  CHECK_THAT(called.err, tst::ContainsSubstring("`bad` cannot be called: its schema wants an argument"));
  CHECK_THAT(server.subjects(), !tst::ContainsSubstring("tools/call"));
}

TEST_CASE("a call that works is proposed at the same server, with the same options") {
  const FakeServer server([](const Request& request, const Reply& reply) {
    if (request.subject() == "tools/list") {
      reply.json(result_of(request, Json::parse(R"({"tools":[{"name":"t","inputSchema":{
          "required":["a"],"properties":{"a":{"type":"integer"}}}}]})")));
    } else if (!answer_modern(request, reply)) {
      reply.json(result_of(request, {{"isError", true}, {"content", Json::array()}}));
    }
  });
  CHECK_THAT(mcpgen({"call", server.url("/mcp?a&b"), "t", "--header", "X-Tenant: acme"}).err,
             tst::ContainsSubstring("help: mcpgen call --header 'X-Tenant: acme' '" + server.url("/mcp?a&b") +
                                    "' t a=1\n"));
  CHECK_THAT(mcpgen({"call", "t", "--server", server.url()}).err,
             tst::ContainsSubstring("help: mcpgen call --server " + server.url() + " t a=1\n"));
}

TEST_CASE("a refused revision that the server then names is tried once more") {
  const FakeServer server([refused = false](const Request& request, const Reply& reply) mutable {
    if (std::exchange(refused, true)) {
      answer_modern(request, reply);
      return;
    }
    reply.send(
        400, "application/json",
        R"({"jsonrpc":"2.0","id":null,"error":{"code":-32022,"message":"no","data":{"supported":["2026-07-28"]}}})");
  });
  CHECK(mcpgen({"list", server.url()}).exit_code == 0);
  CHECK(server.subjects() == "server/discover, server/discover, tools/list");
}

TEST_CASE("a session is opened, named by each request, listened to and ended") {
  const FakeServer server([](const Request& request, const Reply& reply) {
    if (!answer_legacy(request, reply)) reply.json(result_of(request, kText));
  });
  CHECK(mcpgen({"call", server.url(), "tr\xc3\xa4ge", "region=eu"}).out == "done\n");
  const auto requests = server.requests();
  CHECK(requests[0].subject() == "server/discover");
  CHECK(requests[1].subject() == "initialize");
  CHECK(requests[1].field("mcp-protocol-version") == "");
  CHECK(requests.back().method == "DELETE");
  CHECK_THAT(server.subjects(), tst::ContainsSubstring("GET"));
  for (std::size_t i = 2; i < requests.size(); ++i) {
    CHECK(requests[i].field("mcp-session-id") == "s-1");
    CHECK(requests[i].field("mcp-protocol-version") == "2025-11-25");
    CHECK(requests[i].field("mcp-method") == "");
    CHECK(requests[i].field("mcp-param-region") == "");
  }
}

TEST_CASE("an answer whose stream breaks off is read on where and when the server says") {
  std::chrono::steady_clock::time_point left;
  std::chrono::steady_clock::time_point returned;
  Json id;
  const FakeServer server([&](const Request& request, const Reply& reply) {
    if (answer_legacy(request, reply)) return;
    if (request.method == "GET") {
      const bool first = request.field("last-event-id") == "1.1";
      if (returned < left) returned = std::chrono::steady_clock::now();
      reply.begin_events();
      // One more connection ends in the middle of an event, which then never happened.
      if (first) reply.write("id: 1.9\ndata: {\"jsonrpc\":");
      if (!first) reply.event({{"jsonrpc", "2.0"}, {"id", id}, {"result", kText}}, "1.2");
      return;
    }
    id = request.message()["id"];
    reply.begin_events();
    reply.write("id: 1.0\nretry: 300\ndata:\n\n");
    reply.event({{"jsonrpc", "2.0"}, {"method", "notifications/progress"}, {"params", {{"progress", 1}}}},
                "1.1");
    left = std::chrono::steady_clock::now();
  });
  // The second connection, too, is asked for by the id of the last event that was whole.
  const Outcome outcome = mcpgen({"call", server.url(), "tr\xc3\xa4ge", "--timeout", "3"});
  CHECK_THAT(outcome.err, tst::ContainsSubstring("progress 1"));
  std::size_t again = 0;
  for (const Request& request : server.requests()) again += request.field("last-event-id") == "1.1" ? 1 : 0;
  CHECK(again >= 2);
  CHECK(returned - left >= 300ms);
}

TEST_CASE("an answer that comes on a later stream is the answer") {
  Json id;
  const FakeServer server([&](const Request& request, const Reply& reply) {
    if (answer_legacy(request, reply)) return;
    reply.begin_events();
    if (request.method == "GET")
      return reply.event({{"jsonrpc", "2.0"}, {"id", id}, {"result", kText}}, "1.1");
    id = request.message()["id"];
    reply.write("id: 1.0\nretry: 20\ndata:\n\n");
  });
  CHECK(mcpgen({"call", server.url(), "tr\xc3\xa4ge"}).out == "done\n");
}

TEST_CASE("an answer may stand in a batch, in a body or an event") {
  for (const bool events : {false, true}) {
    CAPTURE(events);
    const FakeServer server([&](const Request& request, const Reply& reply) {
      if (answer_legacy(request, reply)) return;
      const Json log = {{"jsonrpc", "2.0"},
                        {"method", "notifications/message"},
                        {"params", {{"level", "info"}, {"data", "on the way"}}}};
      const Json batch =
          Json::array({log, {{"jsonrpc", "2.0"}, {"id", request.message()["id"]}, {"result", kText}}});
      if (!events) return reply.json(batch);
      reply.begin_events();
      reply.event(batch);
    });
    const Outcome called = mcpgen({"call", server.url(), "tr\xc3\xa4ge"});
    CHECK(called.out == "done\n");
    CHECK_THAT(called.err, tst::ContainsSubstring("info: on the way"));
  }
}

TEST_CASE("an error that names no request says why there is no answer") {
  const FakeServer server([&](const Request& request, const Reply& reply) {
    if (answer_legacy(request, reply)) return;
    reply.json(
        {{"jsonrpc", "2.0"}, {"id", nullptr}, {"error", {{"code", -32603}, {"message", "the reason"}}}});
  });
  CHECK_THAT(mcpgen({"call", server.url(), "tr\xc3\xa4ge"}).err, tst::ContainsSubstring("the reason"));
}

TEST_CASE("a question on the session's own stream is answered while a call waits") {
  std::atomic<bool> answered = false;
  const FakeServer server([&](const Request& request, const Reply& reply) {
    if (request.method == "GET") {
      reply.begin_events();
      reply.event({{"jsonrpc", "2.0"},
                   {"id", "q"},
                   {"method", "elicitation/create"},
                   {"params", {{"message", "sure?"}}}});
      reply.wait(20s);
      return;
    }
    if (request.subject() == "answer") {
      answered = request.message()["id"] == "q" && request.message()["result"]["action"] == "decline";
      reply.send(202, "", "");
      return;
    }
    if (answer_legacy(request, reply)) return;
    while (!answered && reply.wait(5ms)) {
    }
    reply.json(result_of(request, kText));
  });
  const Outcome outcome = mcpgen({"call", server.url(), "tr\xc3\xa4ge", "--timeout", "20"});
  CHECK(outcome.out == "done\n");
  CHECK_THAT(outcome.err, tst::ContainsSubstring("the server asks: sure?"));
}

/// A server of 2024-11-05: it names `endpoint` on its stream and answers there.
Outcome list_on_stream(const std::string& endpoint, std::string* subjects = nullptr) {
  std::mutex mutex;
  std::vector<Json> answers;
  const FakeServer server([&](const Request& request, const Reply& reply) {
    if (request.method == "POST" && request.target != "/messages?id=7") return reply.send(405, "", "");
    if (request.method == "POST") {
      const std::lock_guard lock(mutex);
      if (request.subject() == "initialize")
        answers.push_back(result_of(
            request, {{"protocolVersion", "2024-11-05"}, {"capabilities", {{"tools", Json::object()}}}}));
      if (request.subject() == "tools/list") answers.push_back(result_of(request, {{"tools", {kTool}}}));
      return reply.send(202, "", "");
    }
    reply.begin_events();
    reply.write("event: endpoint\ndata: " + endpoint + "\n\n");
    for (std::size_t sent = 0; reply.wait(5ms);) {
      const std::lock_guard lock(mutex);
      for (; sent < answers.size(); ++sent) reply.event(answers[sent]);
    }
  });
  const Outcome outcome = mcpgen({"list", server.url("/sse"), "--timeout", "20"});
  if (subjects != nullptr) *subjects = server.subjects();
  return outcome;
}

TEST_CASE("a server of 2024-11-05 says on a stream where messages go") {
  std::string subjects;
  const Outcome outcome = list_on_stream("/messages?id=7", &subjects);
  INFO(outcome.err);
  CHECK(outcome.exit_code == 0);
  CHECK_THAT(outcome.out, tst::ContainsSubstring("speaks MCP 2024-11-05"));
  CHECK(subjects == "server/discover, initialize, GET, initialize, notifications/initialized, tools/list");
}

TEST_CASE("messages do not go to another server than the one that was asked") {
  const Outcome outcome = list_on_stream("http://127.0.0.1:1/messages?id=7");
  CHECK(outcome.exit_code == 4);
  CHECK_THAT(outcome.err, tst::ContainsSubstring("to another server"));
}

}  // namespace
}  // namespace http_client_test
