#include <chrono>
#include <set>
#include <string>
#include <thread>

#include "bench.h"
#include "catch.h"

using namespace conversation;
using namespace std::chrono_literals;

namespace {

constexpr const char* kTasks = "io.modelcontextprotocol/tasks";
const Json kTaskClient{{"extensions", {{kTasks, Json::object()}}}, {"elicitation", Json::object()}};

Json get_task(WireClient& client, const Json& id) {
  return client.request("tasks/get", {{"taskId", id}})["result"];
}

/// The task once its status is `status`.
Json wait_for(WireClient& client, const Json& id, const std::string& status) {
  const auto deadline = std::chrono::steady_clock::now() + kLong;
  Json task = get_task(client, id);
  while (task["status"] != status && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(5ms);
    task = get_task(client, id);
  }
  CHECK(task["status"] == status);
  return task;
}

}  // namespace

TEST_CASE("a task is made, polled and completed") {
  Bench bench;
  WireClient client(bench.engine, kModern, kTaskClient);
  CHECK(client.request("server/discover")["result"]["capabilities"]["extensions"].contains(kTasks));
  const Json made = client.call("job")["result"];
  CHECK(made["resultType"] == "task");
  CHECK(made["status"] == "working");
  CHECK(made["ttlMs"].is_number_integer());
  CHECK(made["pollIntervalMs"].is_number_integer());
  for (const char* absent :
       {"result", "error", "inputRequests", "requestState", "ttl", "pollInterval", "task"})
    CHECK_FALSE(made.contains(absent));

  const Json working = get_task(client, made["taskId"]);
  CHECK(working["resultType"] == "complete");
  CHECK(working["status"] == "working");
  bench.fixture.gate.open();
  const Json done = wait_for(client, made["taskId"], "completed");
  CHECK(done["result"]["content"][0]["text"] == "job done");
  CHECK(client.peer().wait_idle(std::chrono::steady_clock::now() + kLong));
}

TEST_CASE("failures of tasks: the tool's own is a result, the protocol's an error") {
  Bench bench;
  WireClient client(bench.engine, kModern, kTaskClient);
  const Json failed = client.call("failing_job")["result"];
  CHECK(wait_for(client, failed["taskId"], "completed")["result"]["isError"] == true);
  const Json broken = client.call("failing_job", {{"protocol", true}})["result"];
  CHECK(wait_for(client, broken["taskId"], "failed")["error"]["code"] == -32603);
}

TEST_CASE("a tool that may become a task does so when it takes long") {
  Bench bench;
  WireClient client(bench.engine, kModern, kTaskClient);
  CHECK(text_of(client.call("maybe_job")) == "maybe done");
  const Json made = client.call("maybe_job", {{"ms", 400}})["result"];
  CHECK(made["resultType"] == "task");
  CHECK(wait_for(client, made["taskId"], "completed")["result"]["content"][0]["text"] == "maybe done");

  WireClient plain(bench.engine);
  CHECK(text_of(plain.call("maybe_job", {{"ms", 150}})) == "maybe done");
  WireClient legacy(bench.engine, "2025-11-25");
  CHECK(text_of(legacy.call("maybe_job", {{"ms", 150}})) == "maybe done");
}

TEST_CASE("without the extension tasks are refused and tools that need them, too") {
  Bench bench;
  WireClient client(bench.engine);
  for (const Json& refused : {client.call("job"), client.request("tasks/get", {{"taskId", "x"}}),
                              client.request("tasks/update", {{"taskId", "x"}}),
                              client.request("tasks/cancel", {{"taskId", "x"}})}) {
    CHECK(code_of(refused) == -32021);
    CHECK(refused["error"]["data"]["requiredCapabilities"]["extensions"].contains(kTasks));
  }
}

TEST_CASE("a task asks and is answered piece by piece") {
  Bench bench;
  WireClient client(bench.engine, kModern, kTaskClient);
  const Json id = client.call("asking_job")["result"]["taskId"];
  CHECK(wait_for(client, id, "input_required")["inputRequests"].size() == 2);
  const auto answer = [&](Json responses) {
    return client.request("tasks/update", {{"taskId", id}, {"inputResponses", std::move(responses)}});
  };
  const auto accept = [](const char* value) {
    return Json{{"action", "accept"}, {"content", {{"value", value}}}};
  };
  CHECK(code_of(answer(1)) == -32602);
  CHECK(code_of(answer({{"a", 1}})) == -32602);
  CHECK(answer({{"unknown", accept("x")}})["result"]["resultType"] == "complete");
  answer({{"a", accept("1")}});
  const Json half = get_task(client, id);
  CHECK(half["status"] == "input_required");
  CHECK(half["inputRequests"].size() == 1);
  CHECK(half["inputRequests"].contains("b"));
  answer({{"b", accept("2")}});
  CHECK(wait_for(client, id, "completed")["result"]["content"][0]["text"] == "12");
}

TEST_CASE("a task runs as long as its tool says and is kept a while longer") {
  mcp::Server server({.name = "s", .version = "1"});
  Gate gate;
  server.add(mcp::Tool{.name = "hang",
                       .task = mcp::TaskMode::always,
                       .timeout = 50ms,
                       .call = [&](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         gate.wait();
                         return mcp::ToolAnswer{};
                       }});
  mcp::Engine engine(server);
  WireClient client(engine, kModern, kTaskClient);
  const Json made = client.call("hang")["result"];
  CHECK(made["ttlMs"] == 50 + 5 * 60'000);
  CHECK(wait_for(client, made["taskId"], "completed")["result"]["isError"] == true);
  gate.open();

  Bench bench;
  WireClient other(bench.engine, kModern, kTaskClient);
  CHECK(other.call("job")["result"]["ttlMs"] == 15 * 60'000);
}

TEST_CASE("tasks leave a thread to other calls, also when cancelled ones do not end") {
  mcp::ServerLimits limits;
  limits.concurrency = 2;
  limits.grace = 50ms;
  Bench bench(limits);
  WireClient client(bench.engine, kModern, kTaskClient);
  for (int i = 0; i < 4; ++i) {
    const Json id = client.call("job")["result"]["taskId"];
    while (bench.fixture.gate.waiting() <= i) std::this_thread::sleep_for(1ms);
    CHECK(code_of(client.call("job")) == 503);
    CHECK(text_of(client.call("sleep", {{"text", "still here"}})) == "still here");
    client.request("tasks/cancel", {{"taskId", id}});
  }
}

TEST_CASE("a task is cancelled for good") {
  Bench bench;
  WireClient client(bench.engine, kModern, kTaskClient);
  const Json id = client.call("job")["result"]["taskId"];
  for (int i = 0; i < 2; ++i) {
    CHECK(client.request("tasks/cancel", {{"taskId", id}})["result"]["resultType"] == "complete");
    CHECK(get_task(client, id)["status"] == "cancelled");
  }
  bench.fixture.gate.open();
  std::this_thread::sleep_for(20ms);
  CHECK(get_task(client, id)["status"] == "cancelled");
}

TEST_CASE("MCP-15 a task belongs to its caller and outlives the connection") {
  Bench bench;
  Json id;
  {
    WireClient owner(bench.engine, kModern, kTaskClient, {.issuer = "i", .subject = "ada"});
    id = owner.call("job")["result"]["taskId"];
  }
  WireClient stranger(bench.engine, kModern, kTaskClient, {.issuer = "i", .subject = "eve"});
  for (const char* method : {"tasks/get", "tasks/cancel", "tasks/update"})
    CHECK(code_of(stranger.request(method, {{"taskId", id}, {"inputResponses", Json::object()}})) == -32602);
  bench.fixture.gate.open();
  WireClient again(bench.engine, kModern, kTaskClient, {.issuer = "i", .subject = "ada"});
  wait_for(again, id, "completed");
}

TEST_CASE("MCP-09 ids of tasks and states cannot be guessed") {
  mcp::ServerLimits limits;
  limits.tasks = 200;
  Bench bench(limits);
  bench.fixture.gate.open();
  WireClient client(bench.engine, kModern, kTaskClient);
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    ids.insert(client.call("job")["result"]["taskId"].get<std::string>());
    ids.insert(client.call("ask")["result"]["requestState"].get<std::string>());
  }
  CHECK(ids.size() == 200);
  for (const std::string& id : ids) {
    CHECK(id.size() >= 22);  // 128 bits, in base64 at the least
    CHECK(std::set<char>(id.begin(), id.end()).size() > 5);
  }
}

TEST_CASE("there is a limit to tasks") {
  mcp::ServerLimits limits;
  limits.tasks = 2;
  Bench bench(limits);
  WireClient client(bench.engine, kModern, kTaskClient);
  client.call("job");
  client.call("job");
  CHECK(code_of(client.call("job")) == 503);
}

TEST_CASE("LOAD-15 one caller takes no more than its part of the tasks, and what it has fetched makes room") {
  mcp::ServerLimits limits;
  limits.tasks = 16;
  Bench bench(limits);
  WireClient ada(bench.engine, kModern, kTaskClient, {.issuer = "i", .subject = "ada"});
  WireClient ben(bench.engine, kModern, kTaskClient, {.issuer = "i", .subject = "ben"});
  const Json first = ada.call("job")["result"]["taskId"];
  const Json second = ada.call("job")["result"]["taskId"];
  CHECK(code_of(ada.call("job")) == 429);
  CHECK(ben.call("job")["result"]["resultType"] == "task");

  bench.fixture.gate.open();
  wait_for(ada, first, "completed");
  CHECK(ada.call("job")["result"]["resultType"] == "task");
  CHECK(wait_for(ada, second, "completed")["result"]["content"][0]["text"] == "job done");
}

TEST_CASE("one thread is always left to calls that are no tasks") {
  mcp::ServerLimits limits;
  limits.concurrency = 3;
  Bench bench(limits);
  WireClient client(bench.engine, kModern, kTaskClient);
  const Json first = client.call("job")["result"]["taskId"];
  client.call("job");
  CHECK(code_of(client.call("job")) == 503);
  CHECK(text_of(client.call("echo")) == "{}");
  CHECK(text_of(client.call("sleep", {{"text", "rested"}})) == "rested");
  client.request("tasks/cancel", {{"taskId", first}});
  CHECK(client.call("job")["result"]["resultType"] == "task");
}
