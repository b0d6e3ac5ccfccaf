#include <string>

#include "bench.h"
#include "catch.h"

using namespace conversation;

namespace {

Json modern_request(std::string method, Json meta) {
  return {{"jsonrpc", "2.0"},
          {"id", "e"},
          {"method", std::move(method)},
          {"params", {{"_meta", std::move(meta)}}}};
}

Json ask(WireClient& client, const Json& request) {
  client.send(request);
  return client.response("e");
}

}  // namespace

TEST_CASE("a session is opened once") {
  Bench bench;
  WireClient client(bench.engine, "2025-06-18");
  client.request("logging/setLevel", {{"level", "debug"}});
  const Json again = client.request("initialize", {{"protocolVersion", "2024-11-05"},
                                                   {"capabilities", Json::object()},
                                                   {"clientInfo", {{"name", "other"}, {"version", "1"}}}});
  CHECK(code_of(again) == -32600);
  CHECK_THAT(again["error"]["message"].get<std::string>(), tst::ContainsSubstring("open already"));
  client.call("chatty", {{"times", 1}});
  CHECK(client.next()["params"]["data"] == "step");  // the session is still what it was
}

TEST_CASE("nothing answers a notification, not even a malformed one") {
  Bench bench;
  for (const char* revision : {"2025-03-26", kModern}) {
    WireClient client(bench.engine, revision);
    client.send_raw(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":[]})");
    client.send_raw(R"({"jsonrpc":"2.0","method":"notifications/nonsense","params":{}})");
    if (!client.modern())
      client.send_raw(R"([{"jsonrpc":"2.0","method":"notifications/cancelled","params":[]}])");
    CHECK(client.next(kShort).is_null());
  }
}

TEST_CASE("MCP-04 a modern request without its metadata is refused") {
  Bench bench;
  WireClient client(bench.engine);
  const Json whole = modern_params(Json::object())["_meta"];
  CHECK(ask(client, modern_request("tools/list", whole)).contains("result"));

  for (const auto& [key, unused] : whole.items()) {
    Json less = whole;
    less.erase(key);
    CHECK(code_of(ask(client, modern_request("tools/list", less))) == -32602);
    Json wrong = whole;
    wrong[key] = 1;
    CHECK(code_of(ask(client, modern_request("tools/list", wrong))) == -32602);
  }
  CHECK(code_of(ask(client, {{"jsonrpc", "2.0"}, {"id", "e"}, {"method", "tools/list"}})) == -32602);

  Json level = whole;
  level["io.modelcontextprotocol/logLevel"] = "loud";
  CHECK(code_of(ask(client, modern_request("tools/list", level))) == -32602);
  Json info = whole;
  info["io.modelcontextprotocol/clientInfo"] = 1;
  CHECK(code_of(ask(client, modern_request("tools/list", info))) == -32602);
  Json token = whole;
  token["progressToken"] = Json::array();
  CHECK(code_of(ask(client, modern_request("tools/list", token))) == -32602);
}

TEST_CASE("MCP-05 an unknown revision or method is named as such") {
  Bench bench;
  WireClient client(bench.engine);
  const Json supported = client.request("server/discover")["result"]["supportedVersions"];
  for (const char* revision : {"1900-01-01", "v999.0.0", "2025-11-25", ""}) {
    Json meta = modern_params(Json::object())["_meta"];
    meta["io.modelcontextprotocol/protocolVersion"] = revision;
    const Json refused = ask(client, modern_request("tools/list", meta));
    CHECK(code_of(refused) == -32022);
    CHECK(refused["error"]["data"]["requested"] == revision);
    CHECK(refused["error"]["data"]["supported"] == supported);
  }
  for (const char* method : {"tools/exec", "initialize", "ping", "logging/setLevel", "resources/subscribe",
                             "resources/unsubscribe", "tasks/result", "tasks/list", ""})
    CHECK(code_of(client.request(method)) == -32601);

  WireClient legacy(bench.engine, "2025-11-25");
  for (const char* method : {"tools/exec", "server/discover", "subscriptions/listen", "tasks/get"})
    CHECK(code_of(legacy.request(method)) == -32601);
}

TEST_CASE("both eras are served on one pipe, message by message") {
  Bench bench;
  WireClient client(bench.engine, WireClient::Bare{kModern});
  CHECK(ask(client,
            modern_request("tools/list", modern_params(Json::object())["_meta"]))["result"]["resultType"] ==
        "complete");
  client.notify("notifications/initialized");  // means nothing without a session
  CHECK(client.next(kShort).is_null());
}

TEST_CASE("initialize agrees on the client's revision or offers the newest that it can") {
  Bench bench;
  const auto agreed = [&](const char* requested) {
    WireClient client(bench.engine, WireClient::Bare{"2025-11-25"});
    client.send({{"jsonrpc", "2.0"},
                 {"id", 1},
                 {"method", "initialize"},
                 {"params",
                  {{"protocolVersion", requested},
                   {"capabilities", Json::object()},
                   {"clientInfo", {{"name", "c"}, {"version", "1"}}}}}});
    return client.response(1)["result"]["protocolVersion"].get<std::string>();
  };
  for (const char* revision : kLegacy) CHECK(agreed(revision) == revision);
  CHECK(agreed("2026-07-28") == "2025-11-25");
  CHECK(agreed("1999-01-01") == "2025-11-25");
}

TEST_CASE("what a server does not have it neither advertises nor answers") {
  mcp::Server empty({.name = "empty", .version = "1"});
  mcp::Engine engine(empty);
  WireClient client(engine);
  CHECK(client.request("server/discover")["result"]["capabilities"] == Json{{"logging", Json::object()}});
  for (const char* method :
       {"tools/list", "tools/call", "resources/list", "resources/templates/list", "resources/read",
        "prompts/list", "prompts/get", "completion/complete", "tasks/get"})
    CHECK(code_of(client.request(method)) == -32601);
  WireClient legacy(engine, "2025-06-18");
  CHECK(code_of(legacy.request("resources/subscribe", {{"uri", "x"}})) == -32601);
}
