#include "fixture_server.h"

#include <new>
#include <stdexcept>
#include <string>
#include <thread>

#include <mcp/core/codec.h>
#include <mcp/core/context.h>
#include <mcp/json/json.h>

namespace conversation {
namespace {

using namespace std::chrono_literals;
using mcp::Context;
using mcp::Error;
using mcp::Form;
using mcp::Json;
using mcp::Result;
using mcp::Tool;
using mcp::ToolAnswer;

constexpr const char* kName =
    R"({"type":"object","properties":{"name":{"type":"string"}},"required":["name"],"additionalProperties":false})";
constexpr const char* kMessage =
    R"({"type":"object","properties":{"message":{"type":"string"}},"required":["message"]})";

Result<ToolAnswer> say(std::string text) { return ToolAnswer{.content = std::move(text)}; }

void add_plain_tools(mcp::Server& server) {
  server.add(Tool{.name = "greet",
                  .title = "Greet",
                  .description = "Greets a person.",
                  .input_schema_json = kName,
                  .output_schema_json = kMessage,
                  .annotations_json = R"({"readOnlyHint":true})",
                  .icons_json = R"([{"src":"https://example.com/a.png"}])",
                  .meta_json = R"({"example.com/a":1})",
                  .call = [](const Json& arguments, Context&) -> Result<ToolAnswer> {
                    const Json answer{{"message", "Hello, " + arguments["name"].get<std::string>() + "!"}};
                    return ToolAnswer{.structured = mcp::to_text(answer)};
                  }});
  server.add(Tool{.name = "echo",
                  .call = [](const Json& arguments, Context&) { return say(mcp::to_text(arguments)); },
                  .quick = true});
  server.add(Tool{
      .name = "count",
      .output_schema_json = R"({"type":"integer"})",
      .wrapped_output_schema_json =
          R"({"type":"object","properties":{"result":{"type":"integer"}},"required":["result"]})",
      .call = [](const Json&, Context&) -> Result<ToolAnswer> { return ToolAnswer{.structured = "3"}; }});
  server.add(Tool{.name = "contents", .call = [](const Json&, Context&) -> Result<ToolAnswer> {
                    mcp::Content content("text");
                    content.image("\x89PNG", "image/png").audio("RIFF", "audio/wav");
                    content.text_resource("test://embedded", "inside").link("test://static", "static");
                    return ToolAnswer{.content = content};
                  }});
  server.add(Tool{.name = "broken_output",
                  .output_schema_json = kMessage,
                  .check_output = true,
                  .call = [](const Json&, Context&) -> Result<ToolAnswer> {
                    return ToolAnswer{.structured = R"({"message":12345})"};
                  }});
}

void add_faulty_tools(mcp::Server& server, Fixture& fixture) {
  server.add(Tool{.name = "fails", .call = [](const Json& arguments, Context&) -> Result<ToolAnswer> {
                    return Error{Error::Code{arguments.value("code", 0)}, "it\xff failed"};
                  }});
  server.add(Tool{.name = "throws", .call = [](const Json& arguments, Context&) -> Result<ToolAnswer> {
                    const std::string kind = arguments.value("kind", "");
                    if (kind == "int") throw 42;
                    if (kind == "null") throw nullptr;
                    if (kind == "bad_alloc") throw std::bad_alloc();
                    throw std::runtime_error("secret /etc/passwd \xff");
                  }});
  server.add(Tool{.name = "raw", .call = [](const Json& arguments, Context&) -> Result<ToolAnswer> {
                    ToolAnswer answer{.structured = arguments.value("structured", "")};
                    answer.content.add({.text = "raw",
                                        .annotations = arguments.value("annotations", ""),
                                        .meta = arguments.value("meta", "")});
                    return answer;
                  }});
  server.add(Tool{.name = "bad_utf8", .call = [](const Json&, Context&) { return say("caf\xe9\nline"); }});
  server.add(Tool{.name = "hang", .timeout = 60ms, .call = [&fixture](const Json&, Context&) {
                    fixture.gate.wait();
                    return say("too late");
                  }});
  server.add(Tool{.name = "wait", .call = [&fixture](const Json&, Context& context) {
                    ++fixture.runs;
                    while (!context.cancelled()) std::this_thread::sleep_for(1ms);
                    fixture.saw_cancel = true;
                    context.progress(1);
                    context.log(mcp::LogLevel::error, "after the end");
                    return say("never seen");
                  }});
  server.add(Tool{.name = "gated", .concurrency = 1, .call = [&fixture](const Json&, Context&) {
                    fixture.gate.wait();
                    return say("through");
                  }});
  server.add(Tool{.name = "sleep", .call = [](const Json& arguments, Context&) {
                    std::this_thread::sleep_for(std::chrono::milliseconds(arguments.value("ms", 0)));
                    return say(arguments.value("text", ""));
                  }});
  server.add(Tool{.name = "chatty", .call = [](const Json& arguments, Context& context) {
                    const int times = arguments.value("times", 3);
                    for (int i = 1; i <= times; ++i) {
                      context.progress(i, times, "working");
                      context.progress(i - 1, times, "backwards");
                      context.log(mcp::LogLevel::info, "step");
                      context.log(mcp::LogLevel::debug, "detail");
                    }
                    return say("done");
                  }});
}

void add_asking_tools(mcp::Server& server, Fixture& fixture) {
  server.add(Tool{.name = "ask", .call = [](const Json&, Context& context) -> Result<ToolAnswer> {
                    const auto name = context.elicit("name", Form("What is your name?").text("name"));
                    if (!name) return name.error();
                    if (!name->accepted()) return say("nobody");
                    return say("Hello, " + name->text("name") + "!");
                  }});
  server.add(Tool{.name = "ask_anyway", .call = [](const Json&, Context& context) {
                    (void)context.elicit("name", Form("What is your name?").text("name"));
                    return say("not asked");
                  }});
  server.add(Tool{.name = "ask_all", .call = [](const Json&, Context& context) -> Result<ToolAnswer> {
                    const auto name = context.elicit("name", Form("What is your name?").text("name"));
                    const auto sample =
                        context.sample("capital", {.prompt = "Capital of France?", .max_tokens = 100});
                    const auto roots = context.roots("roots");
                    if (!name) return name.error();
                    if (!sample) return sample.error();
                    if (!roots) return roots.error();
                    return say(name->text("name") + ", " + sample->text + ", " + roots->at(0).uri);
                  }});
  server.add(
      Tool{.name = "sample_raw", .call = [](const Json& arguments, Context& context) -> Result<ToolAnswer> {
             const auto sample = context.sample("s", {.messages = arguments.value("messages", "")});
             if (!sample) return sample.error();
             return say(sample->text);
           }});
  server.add(Tool{.name = "ask_url", .call = [](const Json&, Context& context) -> Result<ToolAnswer> {
                    const auto agreed = context.elicit_url("pay", "Please pay.", "https://example.com/pay");
                    if (!agreed) return agreed.error();
                    return say(agreed->accepted() ? "agreed" : "refused");
                  }});
  server.add(Tool{.name = "steps", .call = [&fixture](const Json&, Context& context) -> Result<ToolAnswer> {
                    ++fixture.runs;
                    if (context.kept().empty()) context.keep("from step \xff one");
                    const auto one = context.elicit("one", Form("One?").text("value"));
                    if (!one) return one.error();
                    const auto two = context.elicit("two", Form("Two?").text("value"));
                    if (!two) return two.error();
                    const bool kept = context.kept() == "from step \xff one";
                    return say(one->text("value") + two->text("value") + (kept ? " kept" : " lost"));
                  }});
  server.add(Tool{.name = "endless", .call = [&fixture](const Json&, Context& context) -> Result<ToolAnswer> {
                    const auto more = context.elicit(std::to_string(++fixture.runs), Form("More?"));
                    return more ? say("impossible") : Result<ToolAnswer>(more.error());
                  }});
  server.add(Tool{
      .name = "pay", .once = true, .call = [&fixture](const Json&, Context& context) -> Result<ToolAnswer> {
        const auto sure = context.elicit("sure", Form("Sure?").boolean("yes"));
        if (!sure) return sure.error();
        ++fixture.payments;
        return say("paid");
      }});
}

void add_tasks(mcp::Server& server, Fixture& fixture) {
  server.add(Tool{.name = "job", .task = mcp::TaskMode::always, .call = [&fixture](const Json&, Context&) {
                    fixture.gate.wait();
                    return say("job done");
                  }});
  server.add(Tool{
      .name = "maybe_job", .task = mcp::TaskMode::automatic, .call = [](const Json& arguments, Context&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(arguments.value("ms", 0)));
        return say("maybe done");
      }});
  server.add(Tool{.name = "asking_job",
                  .task = mcp::TaskMode::always,
                  .call = [](const Json&, Context& context) -> Result<ToolAnswer> {
                    const auto a = context.elicit("a", Form("A?").text("value"));
                    const auto b = context.elicit("b", Form("B?").text("value"));
                    if (!a) return a.error();
                    if (!b) return b.error();
                    return say(a->text("value") + b->text("value"));
                  }});
  server.add(Tool{.name = "failing_job",
                  .task = mcp::TaskMode::always,
                  .call = [](const Json& arguments, Context&) -> Result<ToolAnswer> {
                    const bool protocol = arguments.value("protocol", false);
                    return Error{protocol ? Error::Code::internal : Error::Code::tool_failed, "job failed"};
                  }});
}

void add_resources(mcp::Server& server) {
  server.add(
      mcp::Resource{.name = "static",
                    .uri = "test://static",
                    .title = "Static",
                    .description = "A text.",
                    .mime_type = "text/plain",
                    .subscribe = true,
                    .ttl = 5s,
                    .read = [](const Json&, Context&) -> Result<mcp::Contents> { return "static text"; }});
  server.add(mcp::Resource{.name = "binary",
                           .uri = "test://binary",
                           .mime_type = "image/png",
                           .read = [](const Json&, Context&) -> Result<mcp::Contents> {
                             return mcp::Contents().bytes(std::string("\0\x89PNG", 5));
                           }});
  server.add(mcp::Resource{.name = "item",
                           .uri = "test://item/{id}",
                           .read = [](const Json& variables, Context&) -> Result<mcp::Contents> {
                             const std::string id = variables["id"].get<std::string>();
                             if (id == "missing") return Error{Error::Code::not_found, "no such item"};
                             return "item " + id;
                           },
                           .completers = {{.argument = "id", .values = {"apple", "apricot", "banana"}}}});
  server.add(mcp::Resource{.name = "asking",
                           .uri = "test://asking/{topic}",
                           .ttl = 5s,
                           .read = [](const Json& variables, Context& context) -> Result<mcp::Contents> {
                             const auto name = context.elicit("name", Form("Your name?").text("name"));
                             if (!name) return name.error();
                             return variables["topic"].get<std::string>() + " for " + name->text("name");
                           }});
}

void add_prompts(mcp::Server& server) {
  server.add(mcp::Prompt{
      .name = "review",
      .title = "Review",
      .description = "Reviews a text.",
      .arguments = {{.name = "text", .description = "What to review.", .required = true}, {.name = "tone"}},
      .get = [](const Json& arguments, Context&) -> Result<mcp::Messages> {
        return mcp::Messages("Review: " + arguments["text"].get<std::string>()).assistant("Gladly.");
      },
      .completers = {{.argument = "tone",
                      .complete = [](std::string_view prefix, const Json& arguments,
                                     Context&) -> Result<mcp::Completion> {
                        mcp::Completion completion;
                        for (int i = 0; i < 150; ++i)
                          completion.values.push_back(std::string(prefix) + std::to_string(i) +
                                                      arguments.value("text", ""));
                        return completion;
                      }}}});
  server.add(mcp::Prompt{.name = "asking", .get = [](const Json&, Context& context) -> Result<mcp::Messages> {
                           const auto topic = context.elicit("topic", Form("Topic?").text("topic"));
                           if (!topic) return topic.error();
                           return mcp::Messages("About " + topic->text("topic"));
                         }});
}

}  // namespace

void Gate::open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  opened_.notify_all();
}

void Gate::wait() {
  std::unique_lock lock(mutex_);
  ++waiting_;
  opened_.wait(lock, [&] { return open_; });
  --waiting_;
}

mcp::Server make_fixture_server(Fixture& fixture, mcp::ServerLimits limits) {
  mcp::Server server({.name = "fixture",
                      .version = "1.0.0",
                      .title = "Fixture",
                      .description = "For tests.",
                      .website_url = "https://example.com",
                      .icons_json = R"([{"src":"https://example.com/s.png"}])",
                      .instructions = "Use it."},
                     limits);
  add_plain_tools(server);
  add_faulty_tools(server, fixture);
  add_asking_tools(server, fixture);
  add_tasks(server, fixture);
  add_resources(server);
  add_prompts(server);
  return server;
}

}  // namespace conversation
