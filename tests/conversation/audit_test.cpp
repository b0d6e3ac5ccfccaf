// What is recorded of the calls of tools.

#include <algorithm>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <mcp/core/audit/audit_log.h>
#include <mcp/core/context.h>
#include <mcp/core/server.h>
#include <mcp/core/sha256.h>

#include "catch.h"
#include "scratch_folder.h"
#include "stderr_pipe.h"
#include "wire_client.h"

using namespace conversation;
using namespace std::chrono_literals;

namespace {

constexpr const char* kTasks = "io.modelcontextprotocol/tasks";
constexpr const char* kCanary = "canary-7f3a91c2";
const Json kForms{{"elicitation", Json::object()}};

mcp::Result<mcp::ToolAnswer> done() { return mcp::ToolAnswer{.content = mcp::Content("done")}; }

mcp::Result<mcp::ToolAnswer> wait_for_end(const Json&, mcp::Context& context) {
  while (!context.cancelled()) std::this_thread::sleep_for(1ms);
  return done();
}

mcp::Server make_server() {
  using mcp::Context;
  mcp::Server server({.name = "orders", .version = "1"});
  const auto add = [&](mcp::Tool tool, auto call) {
    tool.call = call;
    server.add(std::move(tool));
  };
  add({.name = "echo", .quick = true}, [](const Json&, Context&) { return done(); });
  add({.name = "typed", .input_schema_json = R"({"type":"object","properties":{"id":{"type":"integer"}}})"},
      [](const Json&, Context&) { return done(); });
  add({.name = "fails"}, [](const Json& arguments, Context&) -> mcp::Result<mcp::ToolAnswer> {
    return mcp::Error{static_cast<mcp::Error::Code>(arguments.value("code", 0)), "it failed"};
  });
  add({.name = "throws"},
      [](const Json&, Context&) -> mcp::Result<mcp::ToolAnswer> { throw std::runtime_error("it broke"); });
  add({.name = "guarded", .scopes = {"orders:refund"}}, [](const Json&, Context&) { return done(); });
  add({.name = "rare", .rate = {.count = 1, .every = 1h}}, [](const Json&, Context&) { return done(); });
  add({.name = "single", .concurrency = 1}, wait_for_end);
  add({.name = "slow", .timeout = 30ms}, wait_for_end);
  add({.name = "ask"}, [](const Json&, Context& context) -> mcp::Result<mcp::ToolAnswer> {
    auto sure = context.elicit("sure", mcp::Form("Sure?").boolean("yes"));
    if (!sure) return sure.error();
    return done();
  });
  add({.name = "job", .task = mcp::TaskMode::always}, [](const Json& arguments, Context&) {
    std::this_thread::sleep_for(std::chrono::milliseconds(arguments.value("ms", 0)));
    return done();
  });
  return server;
}

/// A server whose calls are recorded in a file.
struct Recorded {
  explicit Recorded(mcp::AuditLog::Options options = {}) : log(in_folder(std::move(options))) {
    REQUIRE(log.open());
  }

  mcp::AuditLog::Options in_folder(mcp::AuditLog::Options options) const {
    if (options.file.empty()) options.file = folder.path("audit.jsonl");
    return options;
  }

  std::vector<Json> lines() const {
    std::ifstream file(folder.path("audit.jsonl"));
    std::vector<Json> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(Json::parse(line));
    return lines;
  }
  /// The `number`th line, once it is there.
  Json line(std::size_t number) const {
    const auto deadline = std::chrono::steady_clock::now() + kLong;
    while (lines().size() <= number && std::chrono::steady_clock::now() < deadline)
      std::this_thread::sleep_for(1ms);
    return lines().at(number);
  }

  const tst::ScratchFolder folder{};
  mcp::AuditLog log;
  mcp::Server server = make_server();
  mcp::Engine engine{server, {.audit = &log}};
};

}  // namespace

TEST_CASE("a line says when who called what, and what came of it") {
  Recorded recorded;
  WireClient client(recorded.engine, kModern, Json::object(),
                    {.issuer = "https://issuer.example", .subject = "ann", .scopes = {"a", "b"}});
  CHECK(text_of(client.call("echo", {{"b", 1.0}, {"a", kCanary}})) == "done");
  Json line = recorded.line(0);
  CHECK(line["time"].get<std::string>().size() == std::string("2026-07-28T09:30:00.125Z").size());
  line.erase("time");
  CHECK(line["durationMs"].is_number_integer());
  line.erase("durationMs");
  CHECK(line["messageId"].is_string());
  line.erase("messageId");
  CHECK(line == Json{{"server", "orders"},
                     {"tool", "echo"},
                     {"outcome", "ok"},
                     {"argumentsHash", mcp::sha256_hex(R"({"a":")" + std::string(kCanary) + R"(","b":1})")},
                     {"issuer", "https://issuer.example"},
                     {"subject", "ann"},
                     {"scopes", {"a", "b"}}});
  CHECK(text_of(client.call("echo", {{"a", kCanary}, {"b", 1}})) == "done");
  CHECK(recorded.line(1)["argumentsHash"] == recorded.line(0)["argumentsHash"]);  // equal, so alike
}

TEST_CASE("each outcome has its word, the same in every revision") {
  const std::string revision = GENERATE("2025-06-18", "2026-07-28");
  CAPTURE(revision);
  Recorded recorded;
  WireClient client(recorded.engine, revision, kForms, {.issuer = "test", .subject = "ann"});
  std::size_t seen = 0;
  const auto outcome_of = [&](std::string_view tool, Json arguments = Json::object()) {
    client.call(tool, std::move(arguments));
    const Json line = recorded.line(seen++);
    CHECK(line["tool"] == tool);
    return line["outcome"].get<std::string>() +
           (line.contains("code") ? " " + line["code"].dump() : std::string());
  };
  using Code = mcp::Error::Code;
  const auto outcome = [&](Code code) { return outcome_of("fails", {{"code", static_cast<int>(code)}}); };
  CHECK(outcome_of("echo") == "ok");
  CHECK(outcome_of("fails") == "toolError");
  CHECK(outcome(Code::not_found) == "toolError");
  CHECK(outcome(Code::internal) == "toolError");
  CHECK(outcome(Code::forbidden) == "denied");
  CHECK(outcome(Code::rate_limited) == "rateLimited");
  CHECK(outcome(Code::deadline_exceeded) == "timeout");
  CHECK(outcome(Code::unavailable) == "error 503");
  CHECK(outcome_of("throws") == "toolError");
  CHECK(outcome_of("guarded") == "denied");
  CHECK(outcome_of("rare") == "ok");
  CHECK(outcome_of("rare") == "rateLimited");
  CHECK(outcome_of("slow") == "timeout");
  CHECK(outcome_of("typed", {{"id", "x"}}) == "error -32602");
  CHECK(outcome_of("no such tool") == "error -32602");

  const int first = client.start("tools/call", {{"name", "single"}});
  CHECK(outcome_of("single") == "error 503");
  client.notify("notifications/cancelled", {{"requestId", first}});
  CHECK(recorded.line(seen)["outcome"] == "cancelled");
  CHECK(recorded.lines().size() == seen + 1);
}

TEST_CASE("a call that asks is recorded when it is through, or when its client has to come again") {
  Recorded recorded;
  const Json yes{{"action", "accept"}, {"content", {{"yes", true}}}};
  WireClient modern(recorded.engine, kModern, kForms);
  const Json asked = modern.call("ask")["result"];
  CHECK(recorded.line(0)["outcome"] == "inputRequired");
  modern.request("tools/call", {{"name", "ask"},
                                {"arguments", Json::object()},
                                {"inputResponses", {{"sure", yes}}},
                                {"requestState", asked["requestState"]}});
  CHECK(recorded.line(1)["outcome"] == "ok");

  WireClient legacy(recorded.engine, "2025-06-18", kForms);
  const int id = legacy.start("tools/call", {{"name", "ask"}});
  const Json question = legacy.question();
  CHECK(recorded.lines().size() == 2);
  legacy.send({{"jsonrpc", "2.0"}, {"id", question["id"]}, {"result", yes}});
  legacy.response(id);
  CHECK(recorded.line(2)["outcome"] == "ok");
}

TEST_CASE("a task is recorded when it ends") {
  Recorded recorded;
  WireClient client(recorded.engine, kModern, {{"extensions", {{kTasks, Json::object()}}}});
  CHECK(client.call("job", {{"ms", 30}})["result"]["resultType"] == "task");
  CHECK(recorded.lines().empty());
  CHECK(recorded.line(0)["outcome"] == "ok");
  CHECK(recorded.line(0)["durationMs"] >= 30);
  const Json task = client.call("job", {{"ms", 500}})["result"];
  client.request("tasks/cancel", {{"taskId", task["taskId"]}});
  CHECK(recorded.line(1)["outcome"] == "cancelled");
}

TEST_CASE("where tools are named only their calls are recorded") {
  Recorded recorded({.tools = {"rare"}});
  WireClient client(recorded.engine);
  client.call("echo");
  client.call("rare");
  client.call("rare");
  client.call("no such tool");
  CHECK(recorded.lines().size() == 2);
}

#ifdef __linux__
TEST_CASE("a call that must be recorded and cannot be is refused, and no other") {
  const tst::StderrPipe errors;
  Recorded recorded({.file = "${AUDIT_TEST_PLACE:-/dev/full}", .tools = {"echo"}, .required = true});
  WireClient client(recorded.engine);
  CHECK(text_of(client.call("echo")) == "done");  // nobody knew
  CHECK(code_of(client.call("echo")) == 503);
  CHECK(text_of(client.call("rare")) == "done");
  ::setenv("AUDIT_TEST_PLACE", recorded.folder.path("audit.jsonl").c_str(), 1);
  REQUIRE(recorded.log.open());
  CHECK(text_of(client.call("echo")) == "done");
  ::unsetenv("AUDIT_TEST_PLACE");
  CHECK(recorded.line(0)["lost"] == 2);
  CHECK(recorded.line(1)["outcome"] == "ok");
}
#endif

TEST_CASE("OPS-01 of the arguments nothing is recorded but a digest") {
  Recorded recorded;
  WireClient client(recorded.engine);
  for (const char* tool : {"echo", "fails", "throws", "typed", "guarded", "no such tool"})
    client.call(tool, {{kCanary, kCanary}, {"id", kCanary}});
  recorded.line(5);
  for (const Json& line : recorded.lines()) CHECK_THAT(line.dump(), !tst::ContainsSubstring(kCanary));
}

TEST_CASE("OPS-02 a line of the audit log is one line of JSON, of bounded length, whatever a client sends") {
  Recorded recorded;
  const std::string hostile = "a\nb\r\x1b[31m\x7f\x01\xc2\x9b" + std::string(1'000'000, 'x');
  mcp::Principal principal{.issuer = hostile, .subject = hostile};
  for (int i = 0; i < 100; ++i) principal.scopes.push_back(hostile);
  WireClient client(recorded.engine, "2025-06-18", Json::object(), principal);
  client.call(hostile);
  const Json line = recorded.line(0);
  CHECK(line["outcome"] == "error");
  std::ifstream file(recorded.folder.path("audit.jsonl"));
  std::string text;
  REQUIRE(std::getline(file, text));
  CHECK(text.size() < 20'000);
  CHECK(std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }));
  CHECK_THAT(text, !tst::ContainsSubstring("\xc2\x9b"));
  CHECK_FALSE(std::getline(file, text));
}
