// Whatever lines a client sends, each message that comes back is JSON on one line, and the next one is
// served.

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <mcp/core/context.h>
#include <mcp/core/engine/engine.h>
#include <mcp/core/server.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>

#include "fuzz.h"

namespace {

constexpr const char* kPing = R"({"jsonrpc":"2.0","id":"last","method":"ping"})";

class Checked final : public mcp::Outlet {
 public:
  void send(std::string message) override {
    require(message.find('\n') == std::string::npos, "a message is one line");
    const auto document = mcp::read_json(message, {.depth = 256, .values = 10'000'000});
    require(std::holds_alternative<mcp::Json>(document), "a message is JSON");
    last = std::move(message);
  }
  std::string last{};
};

mcp::Result<mcp::ToolAnswer> ask(const mcp::Json& arguments, mcp::Context& context) {
  const auto name = context.elicit("name", mcp::Form("Name?").text("name"));
  if (!name) return name.error();
  context.keep(name->content);
  const auto roots = context.roots("roots");
  if (!roots) return roots.error();
  context.progress(1, 2, "half");
  context.log(mcp::LogLevel::info, "fuzz", arguments);
  return mcp::ToolAnswer{.content = name->text("name")};
}

/// Everything is quick, so that one input runs on one thread.
mcp::Server make_server() {
  mcp::Server server({.name = "fuzz", .version = "1"});
  server.add(mcp::Tool{.name = "echo",
                       .input_schema_json = R"({"type":"object","properties":{"text":{"type":"string"}}})",
                       .call = [](const mcp::Json& arguments, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         return mcp::ToolAnswer{.content = arguments.value("text", "")};
                       },
                       .quick = true});
  server.add(mcp::Tool{.name = "ask", .once = true, .call = ask, .quick = true});
  server.add(
      mcp::Resource{.name = "item",
                    .uri = "test://item/{id}{?a,b}",
                    .subscribe = true,
                    .read = [](const mcp::Json& variables, mcp::Context&) -> mcp::Result<mcp::Contents> {
                      return variables["id"].get<std::string>();
                    },
                    .completers = {{.argument = "id", .values = {"one", "two"}}},
                    .quick = true});
  server.add(mcp::Prompt{.name = "review",
                         .arguments = {{.name = "text", .required = true}},
                         .get = [](const mcp::Json& arguments, mcp::Context&) -> mcp::Result<mcp::Messages> {
                           return arguments["text"].get<std::string>();
                         },
                         .quick = true});
  return server;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static mcp::Server server = make_server();
  static mcp::Engine engine(server);
  const auto outlet = std::make_shared<Checked>();
  const auto peer = engine.connect(outlet);
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    peer->receive(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  peer->receive(kPing);
  require(outlet->last == R"({"jsonrpc":"2.0","id":"last","result":{}})", "the next request is answered");
  server.tools_changed();
  peer->drain();
  peer->close();
  return 0;
}
