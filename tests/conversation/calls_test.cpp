#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include <mcp/core/context.h>

#include "bench.h"
#include "catch.h"
#include "cpu_time.h"

using namespace conversation;
using namespace std::chrono_literals;

namespace {

/// False when it does not become true in time.
bool wait_until(const std::function<bool()>& holds) {
  const auto deadline = std::chrono::steady_clock::now() + kLong;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

}  // namespace

TEST_CASE("MCP-20 arguments are checked before the handler runs") {
  Bench bench;
  WireClient client(bench.engine);
  const Json missing = client.call("greet");
  CHECK(missing["result"]["isError"] == true);
  CHECK_THAT(text_of(missing), tst::ContainsSubstring("name"));
  const Json extra = client.call("greet", {{"name", "Ada"}, {"age", 3}});
  CHECK(extra["result"]["isError"] == true);
  CHECK(client.call("greet", {{"name", 3}})["result"]["isError"] == true);

  Json many = Json::object();
  for (int i = 0; i < 1'000; ++i) many[std::to_string(i)] = i;
  CHECK(client.call("greet", many)["result"]["isError"] == true);
  CHECK(client.call("greet", {{"name", Json(std::vector<int>(100'000, 1))}})["result"]["isError"] == true);
}

TEST_CASE("JSON-08 an integer too large for the handler never reaches it") {
  mcp::Server server({.name = "s", .version = "1"});
  const auto add = [&](std::string_view name, bool typed) {
    server.add(mcp::Tool{.name = name,
                         .input_schema_json = R"({"type":"object","properties":{"id":{"type":"integer"}}})",
                         .int64_arguments = typed,
                         .call = [](const Json& arguments, mcp::Context&) {
                           return mcp::Result<mcp::ToolAnswer>(
                               mcp::ToolAnswer{.structured = arguments["id"].dump()});
                         }});
  };
  add("typed", true);
  add("untyped", false);
  mcp::Engine engine(server);
  WireClient client(engine);
  const Json large = {{"id", 9223372036854775808U}};
  const Json refused = client.call("typed", large);
  CHECK(refused["result"]["isError"] == true);
  CHECK_THAT(text_of(refused), tst::ContainsSubstring("/id: must fit in 64 bits"));
  CHECK(text_of(client.call("typed", {{"id", 1.0}})) == "1.0");
  CHECK(text_of(client.call("untyped", large)) == "9223372036854775808");
}

TEST_CASE("a handler sees the defaults of what the caller left out, at any depth") {
  mcp::Server server({.name = "s", .version = "1"});
  server.add(mcp::Tool{
      .name = "show",
      .input_schema_json = R"({"type":"object","$defs":{"size":{"type":"integer","default":10}},"properties":{
        "order":{"type":"string","default":"up"},
        "page":{"type":"object","properties":{"size":{"$ref":"#/$defs/size"}}}}})",
      .call = [](const Json& arguments, mcp::Context&) {
        return mcp::Result<mcp::ToolAnswer>(mcp::ToolAnswer{.structured = arguments.dump()});
      }});
  mcp::Engine engine(server);
  WireClient client(engine);
  CHECK(text_of(client.call("show")) == R"({"order":"up"})");
  CHECK(text_of(client.call("show", {{"page", Json::object()}, {"order", "down"}})) ==
        R"({"page":{"size":10},"order":"down"})");
  CHECK(client.call("show", {{"order", 3}})["result"]["isError"] == true);
}

TEST_CASE("MCP-20 checking arguments is bounded") {
  std::string branches = R"({"type":"object","oneOf":[)";
  for (int i = 0; i < 1'000; ++i)
    branches += R"({"properties":{"a":{"items":{"minimum":)" + std::to_string(i) + "}}}},";
  branches += R"({"required":["b"]}]})";
  mcp::Server server({.name = "s", .version = "1"});
  server.add(mcp::Tool{.name = "hard", .input_schema_json = branches, .call = [](const Json&, mcp::Context&) {
                         return mcp::Result<mcp::ToolAnswer>(mcp::ToolAnswer{});
                       }});
  server.add(mcp::Tool{
      .name = "tree",
      .input_schema_json =
          R"({"type":"object","properties":{"a":{"$ref":"#"}},"additionalProperties":false})",
      .call = [](const Json&, mcp::Context&) { return mcp::Result<mcp::ToolAnswer>(mcp::ToolAnswer{}); }});
  mcp::Engine engine(server);
  WireClient client(engine);
  const Json wide{{"a", std::vector<int>(100'000, -1)}};
  // Without a bound it is a hundred million steps.
  const double times =
      tst::times_as_long([&] { CHECK(client.call("hard", wide)["result"]["isError"] == true); },
                         [&] { CHECK(Json::parse(wide.dump()) == wide); });
  CHECK(times < 25);
  Json deep = Json::object();
  for (int i = 0; i < 50; ++i) deep = Json{{"a", deep}};
  CHECK_FALSE(client.call("tree", deep)["result"].contains("isError"));
  CHECK(client.call("tree", {{"a", {{"b", 1}}}})["result"]["isError"] == true);
}

TEST_CASE("MCP-16 progress and logs only for who asked, never backwards, never a flood") {
  Bench bench;
  WireClient client(bench.engine);
  client.call("chatty");
  CHECK(client.next(kShort).is_null());

  const Json wants{{"progressToken", "t"}, {"io.modelcontextprotocol/logLevel", "info"}};
  const int id = client.start("tools/call", {{"name", "chatty"}, {"_meta", wants}});
  for (int i = 1; i <= 3; ++i) {
    const Json progress = client.next();
    CHECK(progress["method"] == "notifications/progress");
    CHECK(progress["params"] ==
          Json{{"progressToken", "t"}, {"progress", i}, {"total", 3}, {"message", "working"}});
    CHECK(client.next()["params"] == Json{{"level", "info"}, {"data", "step"}});
  }
  CHECK(client.next()["id"] == id);  // nothing after the answer, and no debug line
  CHECK(client.next(kShort).is_null());

  const int flood =
      client.start("tools/call", {{"name", "chatty"}, {"arguments", {{"times", 50'000}}}, {"_meta", wants}});
  client.response(flood);
  std::size_t sent = 0;
  while (!client.next(0ms).is_null()) ++sent;
  CHECK(sent > 0);
  CHECK(sent < 2'000);
}

TEST_CASE("the log level of a session counts until it is set again") {
  Bench bench;
  WireClient client(bench.engine, "2025-11-25");
  client.call("chatty", {{"times", 1}});
  CHECK(client.next(kShort).is_null());
  CHECK(client.request("logging/setLevel", {{"level", "debug"}})["result"] == Json::object());
  client.call("chatty", {{"times", 1}});
  CHECK(client.next()["params"]["data"] == "step");
  CHECK(client.next()["params"]["data"] == "detail");
  CHECK(code_of(client.request("logging/setLevel", {{"level", "loud"}})) == -32602);
}

TEST_CASE("a cancelled call is told so and sends nothing more") {
  Bench bench;
  for (const char* revision : {"2025-03-26", kModern}) {
    bench.fixture.saw_cancel = false;
    bench.fixture.runs = 0;
    WireClient client(bench.engine, revision);
    const int id = client.start("tools/call", {{"name", "wait"}, {"_meta", {{"progressToken", 1}}}});
    wait_until([&] { return bench.fixture.runs > 0; });
    CHECK(client.peer().in_flight() == 1);
    client.notify("notifications/cancelled", {{"requestId", std::to_string(id)}});  // another id altogether
    CHECK(client.peer().in_flight() == 1);
    client.notify("notifications/cancelled", {{"requestId", id}});
    CHECK(client.peer().in_flight() == 0);
    CHECK(wait_until([&] { return bench.fixture.saw_cancel.load(); }));
    CHECK(client.next(kShort).is_null());
  }
}

TEST_CASE("a call is found by its id however it is escaped") {
  Bench bench;
  WireClient client(bench.engine, "2025-06-18");
  client.send_raw(R"({"jsonrpc":"2.0","id":"\u0041","method":"tools/call","params":{"name":"wait"}})");
  CHECK(client.peer().in_flight() == 1);
  client.send_raw(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"A"}})");
  CHECK(client.peer().in_flight() == 0);
}

TEST_CASE("a client that is gone has its calls cancelled") {
  Bench bench;
  WireClient client(bench.engine);
  client.start("tools/call", {{"name", "wait"}});
  wait_until([&] { return bench.fixture.runs > 0; });
  client.peer().close();
  CHECK(wait_until([&] { return bench.fixture.saw_cancel.load(); }));
  CHECK(client.next(kShort).is_null());
}

TEST_CASE("a handler that hangs harms its own call only") {
  mcp::ServerLimits limits;
  limits.concurrency = 2;
  Bench bench(limits);
  WireClient client(bench.engine);
  for (int i = 0; i < 6; ++i) {
    const Json answer = client.call("hang");
    CHECK(answer["result"]["isError"] == true);
    CHECK_THAT(text_of(answer), tst::ContainsSubstring("too long"));
  }
  CHECK(text_of(client.call("sleep", {{"text", "still here"}})) == "still here");
  CHECK(client.peer().wait_idle(std::chrono::steady_clock::now() + kLong));
  bench.fixture.gate.open();
  CHECK(client.next(kShort).is_null());
}

TEST_CASE("a tool's places are limited") {
  Bench bench;
  WireClient client(bench.engine);
  const int first = client.start("tools/call", {{"name", "gated"}});
  CHECK(code_of(client.call("gated")) == 503);
  bench.fixture.gate.open();
  CHECK(text_of(client.response(first)) == "through");
  // Whoever has the answer may call again.
  for (int i = 0; i < 200; ++i) CHECK(text_of(client.call("gated")) == "through");
}

TEST_CASE("LOAD-14 a call that is cancelled before it begins takes no place any more") {
  mcp::ServerLimits limits;
  limits.concurrency = 1;
  limits.concurrency_each = 2;
  Bench bench(limits);
  WireClient client(bench.engine, kModern, Json::object(), {.issuer = "i", .subject = "ada"});
  const int running = client.start("tools/call", {{"name", "gated"}});
  CHECK(wait_until([&] { return bench.fixture.gate.waiting() == 1; }));
  for (int i = 0; i < 5; ++i) {
    const int queued = client.start("tools/call", {{"name", "sleep"}});
    client.notify("notifications/cancelled", {{"requestId", queued}});
  }
  const int last = client.start("tools/call", {{"name", "sleep"}, {"arguments", {{"text", "rested"}}}});
  bench.fixture.gate.open();
  CHECK(text_of(client.response(running)) == "through");
  CHECK(text_of(client.response(last)) == "rested");
}

TEST_CASE("LOAD-15 calls beyond the limit are refused, not kept") {
  mcp::ServerLimits limits;
  limits.concurrency = 2;
  limits.queue = 1;
  Bench bench(limits);
  WireClient client(bench.engine, "2025-06-18", {{"elicitation", Json::object()}});
  for (int i = 0; i < 5; ++i) {
    client.start("tools/call", {{"name", "ask"}});
    CHECK_FALSE(client.question().is_null());
  }
  CHECK(code_of(client.call("sleep")) == 503);
}

TEST_CASE("MCP-15 nothing of one call is seen in another") {
  Bench bench;
  std::vector<std::future<int>> mixed_up;
  for (int c = 0; c < 8; ++c) {
    mixed_up.push_back(std::async(std::launch::async, [&bench, c] {
      WireClient client(bench.engine, c % 2 == 0 ? kModern : "2025-11-25");
      int wrong = 0;
      for (int i = 0; i < 30; ++i) {
        const std::string nonce = std::to_string(c) + "/" + std::to_string(i);
        const int id = client.start("tools/call", {{"name", "sleep"},
                                                   {"arguments", {{"ms", i % 3}, {"text", nonce}}},
                                                   {"_meta", {{"progressToken", nonce}}}});
        if (text_of(client.response(id)) != nonce) ++wrong;
      }
      return wrong;
    }));
  }
  for (auto& count : mixed_up) CHECK(count.get() == 0);
}

TEST_CASE("errors of handlers have the codes of the protocol") {
  Bench bench;
  WireClient client(bench.engine);
  const auto code = [&](mcp::Error::Code kind) {
    return code_of(client.call("fails", {{"code", static_cast<int>(kind)}}));
  };
  using Code = mcp::Error::Code;
  CHECK(code(Code::tool_failed) == 0);
  CHECK(code(Code::invalid_params) == -32602);
  CHECK(code(Code::unauthorized) == 401);
  CHECK(code(Code::forbidden) == 403);
  CHECK(code(Code::cancelled) == 499);
  CHECK(code(Code::internal) == -32603);
  CHECK(client.call("fails", {{"code", static_cast<int>(Code::unanswered)}})["result"]["isError"] == true);
  CHECK(code_of(client.call("no such tool")) == -32602);
}

TEST_CASE("the model reads of what a tool met and it can act on") {
  Bench bench;
  WireClient client(bench.engine);
  using Code = mcp::Error::Code;
  for (const Code kind :
       {Code::tool_failed, Code::not_found, Code::rate_limited, Code::unavailable, Code::deadline_exceeded}) {
    const Json answer = client.call("fails", {{"code", static_cast<int>(kind)}});
    CHECK(answer["result"]["isError"] == true);
    CHECK_THAT(text_of(answer), tst::ContainsSubstring("failed"));
  }
}

TEST_CASE("JSON-15 the text of an internal error goes to the log only") {
  Bench bench;
  WireClient client(bench.engine);
  const Json answer = client.call("fails", {{"code", static_cast<int>(mcp::Error::Code::internal)}});
  CHECK_THAT(answer.dump(), !tst::ContainsSubstring("failed"));
  CHECK_THAT(answer["error"]["message"].get<std::string>(), tst::ContainsSubstring("correlation id"));
}

TEST_CASE("JSON-04 JSON text of a handler's is sent as JSON or not at all") {
  Bench bench;
  WireClient client(bench.engine);
  const Json good = client.call("raw", {{"structured", "{\"a\":\n1}"},
                                        {"annotations", "{\"priority\":\n1}"},
                                        {"meta", "{\"example.com/a\":\n[]}"}})["result"];
  CHECK(good["structuredContent"] == Json{{"a", 1}});
  CHECK(good["content"][0]["annotations"] == Json{{"priority", 1}});
  CHECK(good["content"][0]["_meta"].contains("example.com/a"));
  for (const char* member : {"structured", "annotations", "meta"}) {
    for (const char* broken : {"{", "{}}", R"({},"isError":false)", "{\"a\":1,\"a\":2}"}) {
      CAPTURE(member, broken);
      CHECK(client.call("raw", {{member, broken}})["result"]["isError"] == true);
    }
  }
  CHECK(client.call("raw", {{"annotations", "[]"}})["result"]["isError"] == true);
}

TEST_CASE("JSON-04 messages for the client's model are sent as JSON or not at all") {
  Bench bench;
  WireClient client(bench.engine, "2025-06-18", {{"sampling", Json::object()}});
  for (const char* broken : {"[", "{}", R"([],"maxTokens":1e9)"})
    CHECK(code_of(client.call("sample_raw", {{"messages", broken}})) == -32603);
  client.start("tools/call",
               {{"name", "sample_raw"},
                {"arguments",
                 {{"messages", "[{\"role\":\"user\",\n\"content\":{\"type\":\"text\",\"text\":\"Hi\"}}]"}}}});
  CHECK(client.question()["params"]["messages"][0]["content"]["text"] == "Hi");
}

TEST_CASE("a handler that is lost may outlive the engine") {
  Gate gate;
  std::atomic<bool> asked = false;
  mcp::Server server({.name = "s", .version = "1"}, {.grace = 10ms});
  server.add(mcp::Tool{.name = "lost",
                       .output_schema_json = R"({"type":"string"})",
                       .check_output = true,
                       .timeout = 30ms,
                       .call = [&](const Json&, mcp::Context& context) -> mcp::Result<mcp::ToolAnswer> {
                         gate.wait();
                         context.tools_changed();
                         asked =
                             context.elicit("a", mcp::Form("A?")).error().code == mcp::Error::Code::cancelled;
                         return mcp::ToolAnswer{.structured = "1"};
                       }});
  {
    mcp::Engine engine(server);
    WireClient client(engine);
    CHECK(client.call("lost")["result"]["isError"] == true);
  }
  gate.open();
  CHECK(wait_until([&] { return asked.load(); }));
  std::this_thread::sleep_for(20ms);  // for what the runtime does after the handler
}

TEST_CASE("URIs that are longer than any are refused") {
  Bench bench;
  WireClient client(bench.engine);
  const auto read = [&](std::size_t size) {
    return client.request("resources/read", {{"uri", "test://item/" + std::string(size, 'a')}});
  };
  CHECK(read(8'000)["result"].contains("contents"));
  CHECK(code_of(read(8'192)) == -32602);
  const Json uris{std::string(8'193, 'a')};
  CHECK(code_of(client.request("subscriptions/listen",
                               {{"notifications", {{"resourceSubscriptions", uris}}}})) == -32602);
}

TEST_CASE("output that breaks its schema never reaches the client") {
  Bench bench;
  WireClient client(bench.engine);
  const Json answer = client.call("broken_output");
  CHECK(answer["result"]["isError"] == true);
  CHECK_FALSE(answer["result"].contains("structuredContent"));
}
