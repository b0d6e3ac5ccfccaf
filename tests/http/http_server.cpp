#include "http_server.h"

#include <stdexcept>

#include <mcp/core/codec.h>
#include <mcp/core/context.h>
#include <mcp/core/listen_address.h>
#include <mcp/json/writer.h>

namespace http_test {
namespace {

constexpr std::string_view kModern = "2026-07-28";

mcp::Result<mcp::ToolAnswer> said(const std::string& text) {
  mcp::ToolAnswer answer;
  answer.content = mcp::Content(std::string(text));
  return answer;
}

constexpr std::string_view kAny = R"({"type":"object"})";
constexpr std::string_view kDivision = R"({"type":"object","properties":{"a":{"$ref":"#/$defs/part"},
"b":{"$ref":"#/$defs/part"}},"required":["a","b"],"additionalProperties":false,
"$defs":{"part":{"type":"number","minimum":0,"default":{"$ref":"#/no/reference"}}}})";

mcp::Result<mcp::ToolAnswer> divide(const Json& arguments, mcp::Context&) {
  const double by = arguments["b"].get<double>();
  if (by == 0) return mcp::Error{.message = "division by zero"};
  mcp::ToolAnswer answer;
  mcp::JsonWriter(answer.structured)
      .begin_object()
      .key("quotient")
      .number(arguments["a"].get<double>() / by)
      .end_object();
  return answer;
}

}  // namespace

HttpServer::HttpServer(const Options& options, mcp::ServerLimits limits, mcp::Services services,
                       const std::function<void(mcp::Server&)>& furnish)
    : server_({.name = "http test", .version = "1"}, limits) {
  server_.add(mcp::Tool{
      .name = "echo",
      .input_schema_json = kAny,
      .call = [](const Json& arguments, mcp::Context&) { return said(arguments.value("text", "")); },
      .quick = true});
  server_.add(
      mcp::Tool{.name = "large", .input_schema_json = kAny, .call = [](const Json& arguments, mcp::Context&) {
                  return said(std::string(arguments.value("bytes", std::size_t{0}), 'x'));
                }});
  server_.add(
      mcp::Tool{.name = "pause", .input_schema_json = kAny, .call = [](const Json& arguments, mcp::Context&) {
                  std::this_thread::sleep_for(std::chrono::milliseconds(arguments.value("ms", 1)));
                  return said("done");
                }});
  server_.add(mcp::Tool{
      .name = "relay", .input_schema_json = kAny, .call = [](const Json& arguments, mcp::Context& context) {
        const auto text = arguments.value("text", "");
        for (int i = 0; i < arguments.value("count", 3); ++i) {
          context.progress(i, {}, text);
          std::this_thread::sleep_for(std::chrono::milliseconds(arguments.value("ms", 1)));
        }
        return said(text);
      }});
  server_.add(mcp::Tool{
      .name = "hang", .input_schema_json = kAny, .call = [this](const Json&, mcp::Context& context) {
        ++hanging_;
        while (!released_ && !context.cancelled()) std::this_thread::sleep_for(1ms);
        if (context.cancelled()) ++cancelled_;
        return said("released");
      }});
  server_.add(mcp::Tool{
      .name = "steps", .input_schema_json = kAny, .call = [](const Json& arguments, mcp::Context& context) {
        const int count = arguments.value("count", 3);
        for (int i = 1; i <= count; ++i) context.progress(i, count);
        return said("done" + std::string(arguments.value("bytes", std::size_t{0}), 'x'));
      }});
  server_.add(mcp::Tool{.name = "change",
                        .input_schema_json = kAny,
                        .call =
                            [this](const Json&, mcp::Context& context) {
                              ++hanging_;
                              while (!released_) std::this_thread::sleep_for(1ms);
                              context.tools_changed();
                              return said("changed");
                            },
                        .quick = true});
  server_.add(mcp::Tool{.name = "name",
                        .input_schema_json = kAny,
                        .call = [](const Json&, mcp::Context& context) -> mcp::Result<mcp::ToolAnswer> {
                          auto name = context.elicit("name", mcp::Form("What is your name?").text("name"));
                          if (!name) return name.error();
                          return said("Hello!");
                        }});
  server_.add(
      mcp::Tool{.name = "divide",
                .title = "Division",
                .description = "Divides.",
                .input_schema_json = kDivision,
                .output_schema_json = R"({"type":"object","properties":{"quotient":{"type":"number"}}})",
                .call = divide,
                .quick = true});
  server_.add(mcp::Tool{.name = "fail",
                        .input_schema_json = kAny,
                        .call = [](const Json& arguments, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                          const auto code = static_cast<mcp::Error::Code>(arguments.value("code", 0));
                          return mcp::Error{code, "told by the tool"};
                        },
                        .quick = true});
  server_.add(mcp::Tool{.name = "routed",
                        .input_schema_json = R"({"type":"object","properties":{
                          "region":{"type":"string","x-mcp-header":"Region"},
                          "size":{"type":"object","properties":{"cores":{"type":"integer","x-mcp-header":"Cores"}}}}})",
                        .call = [](const Json&, mcp::Context&) { return said("routed"); },
                        .quick = true});
  server_.add(mcp::Tool{.name = "rare",
                        .input_schema_json = kAny,
                        .rate = {.count = 2, .every = std::chrono::hours(1)},
                        .call = [](const Json&, mcp::Context&) { return said("done"); }});
  server_.add(mcp::Tool{.name = "guarded",
                        .input_schema_json = kAny,
                        .scopes = {"guarded"},
                        .call = [](const Json&, mcp::Context&) { return said("let in"); },
                        .quick = true});
  if (furnish) furnish(server_);
  engine_ = std::make_unique<mcp::Engine>(server_, services);
  thread_ = std::thread([this, options] {
    mcp::transport::Http http(options);
    http.listen_on({"127.0.0.1", 0}, [this](std::string_view url) {
      const std::lock_guard lock(mutex_);
      const std::size_t colon = url.rfind(':') + 1;
      port_ = mcp::read_port(url.substr(colon, url.rfind('/') - colon)).value();
      ready_.notify_one();
    });
    const auto served = http.serve(*engine_, stop_.get_token());
    if (!served) throw std::runtime_error(served.error().message);
  });
  std::unique_lock lock(mutex_);
  ready_.wait(lock, [this] { return port_ != 0; });
}

HttpServer::~HttpServer() {
  released_ = true;
  stop_.request_stop();
  thread_.join();
}

bool HttpServer::wait_for(const std::atomic<int>& value, int count) {
  for (int i = 0; i < 20'000 && value < count; ++i) std::this_thread::sleep_for(1ms);
  return value >= count;
}

bool HttpServer::wait_hanging(int count) { return wait_for(hanging_, count); }
bool HttpServer::wait_cancelled(int count) { return wait_for(cancelled_, count); }

std::string post(std::string_view body, std::string_view lines) {
  std::string text =
      "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      "Accept: application/json, text/event-stream\r\n";
  text.append(lines).append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return text.append(body);
}

namespace {

std::string modern(std::string_view method, Json params, Json capabilities, const Json& id) {
  params["_meta"] = {{"io.modelcontextprotocol/protocolVersion", kModern},
                     {"io.modelcontextprotocol/clientCapabilities", std::move(capabilities)}};
  if (method == "tools/call") params["_meta"]["progressToken"] = 1;
  std::string lines =
      "MCP-Protocol-Version: " + std::string(kModern) + "\r\nMcp-Method: " + std::string(method) + "\r\n";
  for (const char* name : {"name", "uri"}) {
    if (params.contains(name)) lines += "Mcp-Name: " + params[name].get<std::string>() + "\r\n";
  }
  const Json message{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}};
  return post(message.dump(), lines);
}

}  // namespace

std::string modern(std::string_view method, Json params, const Json& id) {
  return modern(method, std::move(params), Json::object(), id);
}

std::string modern_call(std::string_view tool, Json arguments, const Json& id) {
  return modern("tools/call", {{"name", tool}, {"arguments", std::move(arguments)}}, id);
}

std::string asked_call(std::string_view tool, const Json& more) {
  Json params = {{"name", tool}, {"arguments", Json::object()}};
  params.update(more);
  return modern("tools/call", std::move(params), {{"elicitation", {{"form", Json::object()}}}}, 1);
}

std::string legacy(std::string_view session, const Json& message, std::string_view lines) {
  return post(message.dump(), "Mcp-Session-Id: " + std::string(session) + "\r\n" + std::string(lines));
}

Json legacy_request(std::string_view method, Json params, const Json& id) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

Json initialize(std::string_view revision, Json capabilities) {
  return legacy_request("initialize", {{"protocolVersion", revision},
                                       {"capabilities", std::move(capabilities)},
                                       {"clientInfo", {{"name", "test"}, {"version", "1"}}}});
}

std::string get_stream(std::string_view session, std::string_view lines) {
  return "GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nMcp-Session-Id: " +
         std::string(session) + "\r\n" + std::string(lines) + "\r\n";
}

std::string open_session(std::uint16_t port, std::string_view revision, Json capabilities) {
  Socket socket(port);
  socket.send(post(initialize(revision, std::move(capabilities)).dump()));
  const auto answer = socket.receive();
  return answer ? answer->field("mcp-session-id") : "";
}

}  // namespace http_test
