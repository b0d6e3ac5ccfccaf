// What a handler asks the client's model, as each revision can say it.

#include <limits>
#include <string>

#include <mcp/core/context.h>
#include <mcp/core/server.h>

#include "catch.h"
#include "wire_client.h"

using namespace conversation;

namespace {

using mcp::Context;
using mcp::Result;
using mcp::SampleRequest;
using mcp::ToolAnswer;

const Json kPlain{{"sampling", Json::object()}};
const Json kWithTools{{"sampling", {{"tools", Json::object()}}}};
constexpr const char* kWeather =
    R"([{"name":"weather","inputSchema":{"type":"object","properties":{"city":{"type":"string"}}}}])";

Result<ToolAnswer> ask(Context& context, const SampleRequest& request) {
  const auto sample = context.sample("s", request);
  if (!sample) return sample.error();
  return ToolAnswer{.content = sample->text};
}

/// Lets the model look up the weather, and tells it what came of that.
Result<ToolAnswer> ask_with_tool(const Json&, Context& context) {
  const SampleRequest first{
      .prompt = "Rain?", .tools = kWeather, .tool_choice = SampleRequest::ToolChoice::required};
  const auto use = context.sample("use", first);
  if (!use) return use.error();
  if (use->tool_uses.size() != 1) return ToolAnswer{.content = "no tool was used"};
  const mcp::ToolUse& wanted = use->tool_uses[0];
  const Json messages{
      {{"role", "user"}, {"content", {{"type", "text"}, {"text", "Rain?"}}}},
      {{"role", "assistant"}, {"content", Json::parse(use->content)}},
      {{"role", "user"},
       {"content",
        {{{"type", "tool_result"},
          {"toolUseId", wanted.id},
          {"content", {{{"type", "text"}, {"text", wanted.name + wanted.input + use->stop_reason}}}}}}}}};
  const auto said = context.sample("said", {.messages = messages.dump(), .tools = kWeather});
  if (!said) return said.error();
  return ToolAnswer{.content = said->text};
}

/// Makes no sense in the way that `which` says.
Result<ToolAnswer> ask_nonsense(const Json& arguments, Context& context) {
  const std::string which = arguments.value("which", "");
  SampleRequest request{.prompt = "?"};
  if (which == "tokens") request.max_tokens = 0;
  if (which == "temperature") request.temperature = -1;
  if (which == "infinite") request.temperature = std::numeric_limits<double>::infinity();
  if (which == "priority") request.model.speed = 1.5;
  if (which == "messages") request.messages = "{}";
  if (which == "metadata") request.metadata = "[]";
  if (which == "tools") request.tools = "not JSON";
  return ask(context, request);
}

mcp::Server make_server() {
  mcp::Server server({.name = "s", .version = "1"});
  server.add(mcp::Tool{.name = "whole", .call = [](const Json&, Context& context) {
                         return ask(context, {.prompt = "Capital of France?",
                                              .system_prompt = "Be brief.",
                                              .max_tokens = 50,
                                              .temperature = 0.5,
                                              .stop_sequences = {"END", "."},
                                              .model = {.hints = {"large", "l"}, .cost = 0.25, .speed = 0},
                                              .include_context = SampleRequest::Include::all_servers,
                                              .metadata = R"({"example.com/a":1})"});
                       }});
  server.add(mcp::Tool{.name = "bare",
                       .call = [](const Json&, Context& context) { return ask(context, {.prompt = "?"}); }});
  server.add(mcp::Tool{.name = "with_tool", .call = ask_with_tool});
  server.add(mcp::Tool{.name = "nonsense", .call = ask_nonsense});
  return server;
}

/// What the client is asked by a tool's first question.
Json params_of(WireClient& client, const char* tool, const char* key) {
  if (client.modern()) return client.call(tool)["result"]["inputRequests"][key]["params"];
  client.start("tools/call", {{"name", tool}});
  return client.question()["params"];
}

}  // namespace

TEST_CASE("a model is asked with all that a handler says, in every revision") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  const Json all{
      {"messages", {{{"role", "user"}, {"content", {{"type", "text"}, {"text", "Capital of France?"}}}}}},
      {"modelPreferences",
       {{"hints", {{{"name", "large"}}, {{"name", "l"}}}}, {"costPriority", 0.25}, {"speedPriority", 0.0}}},
      {"systemPrompt", "Be brief."},
      {"includeContext", "allServers"},
      {"temperature", 0.5},
      {"maxTokens", 50},
      {"stopSequences", {"END", "."}},
      {"metadata", {{"example.com/a", 1}}}};
  Json without_context = all;
  without_context.erase("includeContext");
  for (const std::string revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", kModern}) {
    CAPTURE(revision);
    WireClient client(engine, revision, kPlain);
    CHECK(params_of(client, "whole", "s") == (revision < "2025-11-25" ? all : without_context));
    WireClient with_context(engine, revision, {{"sampling", {{"context", Json::object()}}}});
    CHECK(params_of(with_context, "whole", "s") == all);
    WireClient another(engine, revision, kPlain);
    const Json bare = params_of(another, "bare", "s");
    CHECK(bare.size() == 2);
    CHECK(bare["maxTokens"] == 1000);
  }
}

TEST_CASE("a model may use tools, and learns what came of it") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  const Json use{
      {"role", "assistant"},
      {"model", "m"},
      {"stopReason", "toolUse"},
      {"content",
       {{{"type", "text"}, {"text", "Let me see."}},
        {{"type", "tool_use"}, {"id", "u1"}, {"name", "weather"}, {"input", {{"city", "Oslo"}}}}}}};
  const Json said{
      {"role", "assistant"}, {"model", "m"}, {"content", {{"type", "text"}, {"text", "It rains."}}}};
  const auto check_first = [](const Json& params) {
    CHECK(params["tools"] == Json::parse(kWeather));
    CHECK(params["toolChoice"] == Json{{"mode", "required"}});
  };
  const auto check_second = [&](const Json& params) {
    CHECK_FALSE(params.contains("toolChoice"));
    REQUIRE(params["messages"].size() == 3);
    CHECK(params["messages"][1]["content"] == use["content"]);
    const Json& result = params["messages"][2]["content"][0];
    CHECK(result["toolUseId"] == "u1");
    CHECK(result["content"][0]["text"] == R"(weather{"city":"Oslo"}toolUse)");
  };

  WireClient modern(engine, kModern, kWithTools);
  Json retry{{"name", "with_tool"}, {"arguments", Json::object()}};
  const Json first = modern.request("tools/call", retry)["result"];
  check_first(first["inputRequests"]["use"]["params"]);
  retry["inputResponses"] = {{"use", use}};
  retry["requestState"] = first["requestState"];
  const Json second = modern.request("tools/call", retry)["result"];
  check_second(second["inputRequests"]["said"]["params"]);
  retry["inputResponses"] = {{"said", said}};
  retry["requestState"] = second["requestState"];
  CHECK(text_of(modern.request("tools/call", retry)) == "It rains.");

  WireClient legacy(engine, "2025-11-25", kWithTools);
  const int call = legacy.start("tools/call", {{"name", "with_tool"}});
  const Json one = legacy.question();
  check_first(one["params"]);
  legacy.send({{"jsonrpc", "2.0"}, {"id", one["id"]}, {"result", use}});
  const Json two = legacy.question();
  check_second(two["params"]);
  legacy.send({{"jsonrpc", "2.0"}, {"id", two["id"]}, {"result", said}});
  CHECK(text_of(legacy.response(call)) == "It rains.");
}

TEST_CASE("MCP-11 a client that does not declare tools in sampling is not asked to use any") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  for (const Json& capabilities : {Json::object(), kPlain}) {
    WireClient client(engine, kModern, capabilities);
    const Json refused = client.call("with_tool");
    CHECK(code_of(refused) == -32021);
    CHECK(refused["error"]["data"]["requiredCapabilities"] == kWithTools);
  }
  WireClient legacy(engine, "2025-11-25", kPlain);
  const Json refused = legacy.call("with_tool");
  CHECK(refused["result"]["isError"] == true);
  CHECK_THAT(text_of(refused), tst::ContainsSubstring(R"({"sampling":{"tools":{}}})"));
  for (const char* too_early : {"2024-11-05", "2025-03-26", "2025-06-18"}) {
    WireClient client(engine, too_early, kWithTools);
    CHECK(client.call("with_tool")["result"]["isError"] == true);
    CHECK(client.question(kShort).is_null());
  }
}

TEST_CASE("a sample request that makes no sense is not sent") {
  mcp::Server server = make_server();
  mcp::Engine engine(server);
  WireClient client(engine, kModern, kWithTools);
  CHECK(client.call("nonsense", {{"which", "none"}})["result"]["resultType"] == "input_required");
  for (const char* which :
       {"tokens", "temperature", "infinite", "priority", "messages", "metadata", "tools"}) {
    CAPTURE(which);
    CHECK(code_of(client.call("nonsense", {{"which", which}})) == -32603);
  }
}
