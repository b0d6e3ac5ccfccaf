#include "client.h"

#include <string>
#include <thread>
#include <vector>

#include <mcp/core/context.h>

#include "catch.h"
#include "stderr_pipe.h"

using mcp::Json;
using mcp::testing::Client;

namespace {

constexpr std::string_view kAnyObject = R"({"type":"object"})";

mcp::Result<mcp::ToolAnswer> echo(const Json& arguments, mcp::Context&) {
  mcp::ToolAnswer answer;
  answer.content.text(arguments.value("text", ""));
  return answer;
}

mcp::Result<mcp::ToolAnswer> greet(const Json&, mcp::Context& context) {
  const auto name = context.elicit("name", mcp::Form("What is your name?").text("name"));
  if (!name) return name.error();
  const auto day = context.elicit("day", mcp::Form("Which day is it?").text("day"));
  if (!day) return day.error();
  mcp::ToolAnswer answer;
  answer.content.text(name->accepted() ? name->text("name") + " on " + day->text("day") : "nobody");
  return answer;
}

mcp::Result<mcp::ToolAnswer> work(const Json&, mcp::Context& context) {
  context.progress(1, 2);
  return mcp::ToolAnswer{.content = mcp::Content("done")};
}

mcp::Result<mcp::ToolAnswer> big(const Json&, mcp::Context&) {
  std::string deep = "1";
  for (int i = 0; i < 100; ++i) deep = "[" + deep + "]";
  std::string text = "[" + deep;
  for (int i = 0; i < 250'000; ++i) text += ",1";
  return mcp::ToolAnswer{.structured = text + "]"};
}

mcp::Server make_server() {
  mcp::Server server({.name = "test", .version = "1"});
  server.add(mcp::Tool{.name = "echo", .input_schema_json = kAnyObject, .call = echo});
  server.add(mcp::Tool{.name = "greet", .input_schema_json = kAnyObject, .call = greet});
  server.add(mcp::Tool{.name = "work", .input_schema_json = kAnyObject, .call = work});
  server.add(mcp::Tool{
      .name = "big", .output_schema_json = R"({"type":"array"})", .check_output = true, .call = big});
  server.add(
      mcp::Resource{.name = "note",
                    .uri = "note://one",
                    .mime_type = "text/plain",
                    .read = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Contents> { return "text"; }});
  server.add(
      mcp::Prompt{.name = "hello",
                  .get = [](const Json&, mcp::Context&) -> mcp::Result<mcp::Messages> { return "Hello!"; }});
  return server;
}

Json elicitation() { return {{"elicitation", Json::object()}}; }

std::string text_of(const Json& result) { return result.at("content").at(0).at("text"); }

}  // namespace

TEST_CASE("an answer that its schema does not allow is told to the operator, not to the client") {
  mcp::Server server = make_server();
  server.add(
      mcp::Tool{.name = "rate",
                .output_schema_json = R"({"properties":{"rating":{"maximum":5},"note":{"maxLength":1}}})",
                .check_output = true,
                .call = [](const Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                  return mcp::ToolAnswer{.structured = R"({"rating":8,"note":"secret"})"};
                }});
  tst::StderrPipe errors;
  const Json result = Client(server).call_tool("rate");
  CHECK(result.at("isError") == true);
  CHECK(text_of(result) == "the tool broke its own output schema");
  const std::string line = errors.read_all();
  CHECK_THAT(line, tst::ContainsSubstring("tool=\"rate\" what=\"/rating = 8: must be at most 5; /note: "));
  CHECK(line.find("secret") == std::string::npos);
}

TEST_CASE("an output may be larger than a message of a client's") {
  mcp::Server server = make_server();
  CHECK(Client(server).call_tool("big").at("structuredContent").size() == 250'001);
}

TEST_CASE("the client calls, reads and gets in every revision") {
  const std::string revision = GENERATE("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28");
  CAPTURE(revision);
  mcp::Server server = make_server();
  Client client(server, {.revision = revision});
  CHECK(text_of(client.call_tool("echo", {{"text", "hi"}})) == "hi");
  CHECK(client.read_resource("note://one").at("contents").at(0).at("text") == "text");
  CHECK(client.get_prompt("hello").at("messages").at(0).at("content").at("text") == "Hello!");
  CHECK(client.request("tools/list").at("tools").size() == 4);
  CHECK(client.call_tool("nothing").contains("error"));
}

TEST_CASE("the client answers the questions of a handler in both eras") {
  const std::string revision = GENERATE("2025-06-18", "2025-11-25", "2026-07-28");
  CAPTURE(revision);
  mcp::Server server = make_server();
  Client client(server, {.revision = revision, .capabilities = elicitation()});
  std::vector<std::string> asked;
  client.on_question = [&](std::string_view method, const Json& params) -> Json {
    CHECK(method == "elicitation/create");
    asked.push_back(params.at("message"));
    const bool name = asked.back() == "What is your name?";
    return {{"action", "accept"}, {"content", {{name ? "name" : "day", name ? "Ada" : "Monday"}}}};
  };
  CHECK(text_of(client.call_tool("greet")) == "Ada on Monday");
  CHECK(asked == std::vector<std::string>{"What is your name?", "Which day is it?"});
}

TEST_CASE("without anybody to answer, a question ends the call or is handed out") {
  mcp::Server server = make_server();
  Client modern(server, {.capabilities = elicitation()});
  CHECK(modern.call_tool("greet").at("resultType") == "input_required");
}

TEST_CASE("notifications of a call are kept") {
  mcp::Server server = make_server();
  Client client(server);
  const Json params = {{"name", "work"}, {"arguments", Json::object()}, {"_meta", {{"progressToken", "t"}}}};
  CHECK(text_of(client.request("tools/call", params)) == "done");
  REQUIRE(client.notifications().size() == 1);
  CHECK(client.notifications().at(0).at("method") == "notifications/progress");
}

TEST_CASE("raw frames go in as they are, and what comes back is kept") {
  mcp::Server server = make_server();
  Client client(server);
  client.send_raw("{oops");
  REQUIRE(client.received().size() == 1);
  CHECK(client.received().at(0).at("error").at("code") == -32700);
}

TEST_CASE("one client may be used from many threads") {
  mcp::Server server = make_server();
  Client client(server);
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 50; ++i) {
        const std::string text = std::to_string(thread) + "/" + std::to_string(i);
        if (text_of(client.call_tool("echo", {{"text", text}})) != text) std::abort();
      }
    });
  }
}
