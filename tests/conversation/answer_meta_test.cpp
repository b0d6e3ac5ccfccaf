// What handlers say in the `_meta` of their answers.

#include <future>
#include <string>

#include <mcp/core/context.h>
#include <mcp/core/server.h>

#include "catch.h"
#include "wire_client.h"

using namespace conversation;

namespace {

using mcp::Context;
using mcp::Result;
using mcp::ToolAnswer;

constexpr const char* kKey = "example.com/cost";
constexpr const char* kServerInfo = "io.modelcontextprotocol/serverInfo";
const Json kForged{{kKey, {1, "two"}}, {kServerInfo, {{"name", "forged"}, {"version", "0"}}}};

mcp::Server make_server() {
  mcp::Server server({.name = "s", .version = "1"});
  server.add(mcp::Tool{.name = "costs", .call = [](const Json&, Context& context) -> Result<ToolAnswer> {
                         context.answer_meta(kForged);
                         return ToolAnswer{.content = "done"};
                       }});
  server.add(mcp::Tool{.name = "slips", .call = [](const Json&, Context& context) -> Result<ToolAnswer> {
                         context.answer_meta(Json::array());
                         return ToolAnswer{.content = "done"};
                       }});
  server.add(mcp::Tool{.name = "asks", .call = [](const Json&, Context& context) -> Result<ToolAnswer> {
                         const auto name = context.elicit("name", mcp::Form("Name?").text("name"));
                         if (!name) context.answer_meta(kForged);
                         if (!name) return name.error();
                         return ToolAnswer{.content = "done"};
                       }});
  server.add(mcp::Resource{
      .name = "r", .uri = "test://r", .read = [](const Json&, Context& context) -> Result<mcp::Contents> {
        context.answer_meta(kForged);
        mcp::Contents contents("plain");
        return contents.add({.text = "told", .meta = R"({"example.com/part":2})"});
      }});
  server.add(mcp::Prompt{.name = "p", .get = [](const Json&, Context& context) -> Result<mcp::Messages> {
                           context.answer_meta(kForged);
                           return mcp::Messages("Hello");
                         }});
  return server;
}

/// The result of a call that came in no message.
class Direct final : public mcp::Outlet {
 public:
  void send(std::string) override {}
  void answer_result(std::string_view, std::string_view result) override {
    result_.set_value(std::string(result));
  }
  std::future<std::string> result() { return result_.get_future(); }

 private:
  std::promise<std::string> result_{};
};

}  // namespace

TEST_CASE("a handler adds to the `_meta` of its answer, and says nothing else of the server") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  for (const std::string revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", kModern}) {
    CAPTURE(revision);
    WireClient client(engine, revision);
    const Json results[] = {client.call("costs")["result"],
                            client.request("resources/read", {{"uri", "test://r"}})["result"],
                            client.request("prompts/get", {{"name", "p"}})["result"]};
    Json wanted = Json::object();
    if (client.modern()) wanted[kServerInfo] = {{"name", "s"}, {"version", "1"}};
    wanted[kKey] = {1, "two"};
    for (const Json& result : results) CHECK(result["_meta"] == wanted);
    const Json& parts = results[1]["contents"];
    CHECK_FALSE(parts[0].contains("_meta"));
    CHECK(parts[1].contains("_meta") == (revision >= "2025-06-18"));
    if (parts[1].contains("_meta")) CHECK(parts[1]["_meta"] == Json{{"example.com/part", 2}});
    CHECK(client.call("slips")["result"]["isError"] == true);
  }
}

TEST_CASE("what a run said that ended in a question is not said of the answer") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  WireClient client(engine, "2025-11-25", {{"elicitation", Json::object()}});
  const int call = client.start("tools/call", {{"name", "asks"}});
  client.send({{"jsonrpc", "2.0"},
               {"id", client.question()["id"]},
               {"result", {{"action", "accept"}, {"content", {{"name", "Ada"}}}}}});
  CHECK_FALSE(client.response(call)["result"].contains("_meta"));
}

TEST_CASE("a call that came in no message is answered without `_meta`") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  const auto direct = std::make_shared<Direct>();
  auto result = direct->result();
  const auto peer = engine.connect(direct);
  peer->call_tool("costs", Json::object(), {.reply = direct});
  REQUIRE(result.wait_for(kLong) == std::future_status::ready);
  CHECK(Json::parse(result.get()) == Json{{"content", {{{"type", "text"}, {"text", "done"}}}}});
}
