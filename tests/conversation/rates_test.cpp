// How often a caller may call, the same in every revision.

#include <chrono>
#include <string>
#include <thread>

#include <mcp/core/context.h>
#include <mcp/core/server.h>

#include "catch.h"
#include "wire_client.h"

using namespace conversation;
using namespace std::chrono_literals;
using namespace std::string_literals;

namespace {

using mcp::Rate;

constexpr const char* kTasks = "io.modelcontextprotocol/tasks";
const Json kForms{{"elicitation", Json::object()}};
const Json kYes{{"sure", {{"action", "accept"}, {"content", {{"yes", true}}}}}};

mcp::Result<mcp::ToolAnswer> done() { return mcp::ToolAnswer{.content = mcp::Content("done")}; }

/// `echo` is limited with all others, `rare`, `ask` and `job` by `rate` as well.
mcp::Server limited(Rate all, Rate rate = {}) {
  mcp::ServerLimits limits;
  limits.rate = all;
  mcp::Server server({.name = "s", .version = "1"}, limits);
  constexpr std::string_view kNothing = R"({"type":"object","additionalProperties":false})";
  server.add(
      mcp::Tool{.name = "echo", .call = [](const Json&, mcp::Context&) { return done(); }, .quick = true});
  server.add(mcp::Tool{
      .name = "rare", .input_schema_json = kNothing, .rate = rate, .call = [](const Json&, mcp::Context&) {
        return done();
      }});
  server.add(mcp::Tool{.name = "ask",
                       .rate = rate,
                       .call = [](const Json&, mcp::Context& context) -> mcp::Result<mcp::ToolAnswer> {
                         auto sure = context.elicit("sure", mcp::Form("Sure?").boolean("yes"));
                         if (!sure) return sure.error();
                         return done();
                       }});
  server.add(mcp::Tool{
      .name = "job", .task = mcp::TaskMode::always, .rate = rate, .call = [](const Json&, mcp::Context&) {
        return done();
      }});
  return server;
}

mcp::Principal person(const std::string& name) { return {.issuer = "test", .subject = name}; }

/// Refused, with the time after which to try again.
bool is_too_often(const Json& answer) {
  return code_of(answer) == 429 && answer["error"].contains("data") &&
         answer["error"]["data"]["retryAfter"].is_number_integer() &&
         answer["error"]["data"]["retryAfter"] > 0;
}

}  // namespace

TEST_CASE("LOAD-17 a caller's calls are counted in every revision, and others are not in the way") {
  mcp::Server server = limited({.count = 3, .every = 1h});
  mcp::Engine engine(server);
  for (const std::string revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", kModern}) {
    CAPTURE(revision);
    WireClient client(engine, revision, Json::object(), person(revision));
    for (int i = 0; i < 3; ++i) CHECK(text_of(client.call("echo")) == "done");
    const Json refused = client.call("echo");
    REQUIRE(is_too_often(refused));
    CHECK(refused["error"]["data"]["retryAfter"] == 1200);
    CHECK_THAT(refused["error"]["message"].get<std::string>(),
               tst::ContainsSubstring("3/hour per user is the limit, try again in 1200 s"));
  }
}

TEST_CASE("LOAD-17 whatever a caller asks for counts, but for what begins and keeps up a conversation") {
  mcp::Server server = limited({.count = 1, .every = 1h});
  server.add(
      mcp::Resource{.name = "r",
                    .uri = "test://r/{id}",
                    .subscribe = true,
                    .read = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Contents> { return "r"; },
                    .completers = {{.argument = "id", .values = {"1"}}}});
  server.add(mcp::Prompt{.name = "p", .get = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Messages> {
                           return mcp::Messages("p");
                         }});
  server.add(mcp::Skill{.path = "s",
                        .front_matter_json = R"({"name":"s","description":"S."})",
                        .list = []() -> mcp::Result<std::vector<mcp::Skill::File>> {
                          return std::vector<mcp::Skill::File>{{.path = "SKILL.md"}};
                        },
                        .digests = []() -> mcp::Result<std::vector<mcp::Skill::Digest>> {
                          return std::vector<mcp::Skill::Digest>{{.path = "SKILL.md"}};
                        }});
  mcp::Engine engine(server);
  const Json item{{"uri", "test://r/1"}};
  const Json completion{{"ref", {{"type", "ref/resource"}, {"uri", "test://r/{id}"}}},
                        {"argument", {{"name", "id"}, {"value", ""}}}};
  const std::vector<std::pair<std::string, Json>> all{
      {"tools/list", Json::object()},     {"resources/list", Json::object()},
      {"prompts/list", Json::object()},   {"resources/templates/list", Json::object()},
      {"resources/read", item},           {"prompts/get", {{"name", "p"}}},
      {"completion/complete", completion}};
  std::vector<std::pair<std::string, Json>> modern = all;
  modern.insert(modern.end(), {{"subscriptions/listen", {{"notifications", Json::object()}}},
                               {"skills/list", Json::object()},
                               {"skills/get", {{"uri", "skill://s/SKILL.md"}}},
                               {"resources/directory/read", {{"uri", "skill://s"}}}});
  std::vector<std::pair<std::string, Json>> legacy = all;
  legacy.insert(legacy.end(), {{"resources/subscribe", item},
                               {"resources/unsubscribe", item},
                               {"logging/setLevel", {{"level", "info"}}}});
  int callers = 0;
  for (const std::string revision : {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", kModern}) {
    for (const auto& [method, params] : revision == kModern ? modern : legacy) {
      CAPTURE(revision, method);
      WireClient client(engine, revision, {{"extensions", {{kTasks, Json::object()}}}},
                        person(std::to_string(++callers)));
      client.start(method, params);
      const Json first = client.next();
      REQUIRE_FALSE(first.is_null());
      CHECK(code_of(first) == 0);
      CHECK(is_too_often(client.request(method, params)));
      CHECK(is_too_often(client.call("echo")));
      CHECK(is_too_often(client.request("no such method")));
      CHECK(code_of(client.request(client.modern() ? "server/discover" : "ping")) == 0);
      if (client.modern()) CHECK(code_of(client.request("tasks/get", {{"taskId", "x"}})) == -32602);
    }
  }
  WireClient curious(engine, kModern, Json::object(), person("curious"));
  CHECK(code_of(curious.request("no such method")) == -32601);
  CHECK(is_too_often(curious.request("tools/list")));
}

TEST_CASE("LOAD-17 a request counts before anybody knows what it asks for") {
  Json unknown{{"jsonrpc", "2.0"}, {"id", 1}, {"method", "tools/list"}, {"params", modern_params({})}};
  unknown["params"]["_meta"]["io.modelcontextprotocol/protocolVersion"] = "2099-01-01";
  for (const std::string& frame : {std::string("{"), std::string("[]"), R"([{"jsonrpc":"2.0","id":1}])"s,
                                   R"({"jsonrpc":"2.0","id":1,"method":5})"s, unknown.dump()}) {
    CAPTURE(frame);
    mcp::Server server = limited({.count = 1, .every = 1h});
    mcp::Engine engine(server);
    WireClient client(engine, WireClient::Bare{kModern});
    client.send_raw(frame);
    const Json first = client.next();
    CHECK(code_of(first) != 0);
    CHECK_FALSE(is_too_often(first));
    client.send_raw(frame);
    CHECK(is_too_often(client.next()));
  }
}

TEST_CASE("LOAD-17 each request of an array counts, whatever is wrong with it") {
  mcp::Server server = limited({.count = 2, .every = 1h});
  mcp::Engine engine(server);
  WireClient client(engine, "2025-03-26", Json::object(), person("ann"));
  const Json bad{{"jsonrpc", "2.0"}, {"id", 7}, {"method", 5}};
  client.send(Json::array({bad, bad, bad}));
  const Json answers = client.take([](const Json& message) { return message.is_array(); });
  REQUIRE(answers.size() == 3);
  CHECK_FALSE(is_too_often(answers[1]));
  CHECK(is_too_often(answers[2]));
}

TEST_CASE("LOAD-17 one caller has one count, whichever revision it speaks, and whatever it calls") {
  mcp::Server server = limited({.count = 4, .every = 1h});
  mcp::Engine engine(server);
  WireClient first(engine, "2025-06-18", Json::object(), person("ann"));
  WireClient second(engine, kModern, Json::object(), person("ann"));
  CHECK(text_of(first.call("echo")) == "done");
  CHECK(code_of(second.call("no such tool")) == -32602);
  CHECK(second.call("rare", {{"wrong", 1}})["result"]["isError"] == true);
  CHECK(text_of(second.call("rare")) == "done");
  CHECK(is_too_often(first.call("echo")));
  CHECK(is_too_often(second.call("no such tool")));
}

TEST_CASE("LOAD-17 callers that nobody tells apart have one count") {
  mcp::Server server = limited({.count = 1, .every = 1h});
  mcp::Engine engine(server);
  WireClient first(engine);
  WireClient second(engine);
  CHECK(text_of(first.call("echo")) == "done");
  CHECK(is_too_often(second.call("echo")));
  WireClient known(engine, kModern, Json::object(), person("ann"));
  CHECK(text_of(known.call("echo")) == "done");
}

TEST_CASE("LOAD-17 a tool's own rate counts what runs") {
  mcp::Server server = limited({}, {.count = 1, .every = 1min});
  mcp::Engine engine(server);
  WireClient client(engine);
  for (int i = 0; i < 5; ++i) CHECK(client.call("rare", {{"wrong", 1}})["result"]["isError"] == true);
  CHECK(text_of(client.call("rare")) == "done");
  const Json refused = client.call("rare");
  REQUIRE(is_too_often(refused));
  CHECK_THAT(refused["error"]["message"].get<std::string>(),
             tst::ContainsSubstring("too many calls of `rare`"));
  CHECK(text_of(client.call("echo")) == "done");
}

TEST_CASE("LOAD-17 a call with questions is one, in whichever way they are answered") {
  mcp::Server server = limited({}, {.count = 1, .every = 1h});
  mcp::Engine engine(server);

  WireClient modern(engine, kModern, kForms, person("ann"));
  const Json asked = modern.call("ask")["result"];
  REQUIRE(asked.contains("requestState"));
  const Json retry{{"name", "ask"},
                   {"arguments", Json::object()},
                   {"inputResponses", kYes},
                   {"requestState", asked["requestState"]}};
  CHECK(text_of(modern.request("tools/call", retry)) == "done");
  CHECK(is_too_often(modern.request("tools/call", retry)));  // once more is another one
  Json forged = retry;
  forged["requestState"] = "forged";
  CHECK(code_of(modern.request("tools/call", forged)) == -32602);
  CHECK(is_too_often(modern.call("ask")));

  WireClient legacy(engine, "2025-06-18", kForms, person("ben"));
  const int id = legacy.start("tools/call", {{"name", "ask"}});
  const Json question = legacy.question();
  legacy.send({{"jsonrpc", "2.0"}, {"id", question["id"]}, {"result", kYes["sure"]}});
  CHECK(text_of(legacy.response(id)) == "done");
  CHECK(is_too_often(legacy.call("ask")));
}

TEST_CASE("LOAD-17 calls in an array and calls that become tasks are counted as well") {
  mcp::Server server = limited({.count = 2, .every = 1h}, {.count = 1, .every = 1h});
  mcp::Engine engine(server);
  WireClient batched(engine, "2025-03-26", Json::object(), person("ann"));
  Json calls = Json::array();
  for (int id = 100; id < 103; ++id)
    calls.push_back(
        {{"jsonrpc", "2.0"}, {"id", id}, {"method", "tools/call"}, {"params", {{"name", "echo"}}}});
  batched.send(calls);
  const Json answers = batched.take([](const Json& message) { return message.is_array(); });
  REQUIRE(answers.size() == 3);
  CHECK(text_of(answers[0]) == "done");
  CHECK(is_too_often(answers[2]));

  WireClient tasks(engine, kModern, {{"extensions", {{kTasks, Json::object()}}}}, person("ben"));
  CHECK(tasks.call("job")["result"]["resultType"] == "task");
  CHECK(is_too_often(tasks.call("job")));
}

TEST_CASE("LOAD-17 where sessions are counted each has its own, and what has none is its caller's") {
  mcp::Server server = limited({.count = 1, .every = 1h, .per = Rate::Per::session});
  mcp::Engine engine(server);
  WireClient first(engine, "2025-06-18", Json::object(), person("ann"));
  WireClient second(engine, "2025-06-18", Json::object(), person("ann"));
  CHECK(text_of(first.call("echo")) == "done");
  CHECK(text_of(second.call("echo")) == "done");
  CHECK(is_too_often(first.call("echo")));
  CHECK(is_too_often(second.call("echo")));
  WireClient modern(engine, kModern, Json::object(), person("ann"));
  WireClient again(engine, kModern, Json::object(), person("ann"));
  CHECK(text_of(modern.call("echo")) == "done");
  CHECK(is_too_often(again.call("echo")));
}

TEST_CASE("LOAD-17 a bucket fills again") {
  mcp::Server server = limited({.count = 10, .every = 1s});
  mcp::Engine engine(server);
  WireClient client(engine);
  int refused = 0;
  for (int i = 0; i < 200 && refused == 0; ++i)
    if (is_too_often(client.call("echo"))) ++refused;
  REQUIRE(refused == 1);
  std::this_thread::sleep_for(150ms);
  CHECK(text_of(client.call("echo")) == "done");
}
