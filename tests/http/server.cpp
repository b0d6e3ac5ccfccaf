// A server as generated code launches it. HTTP_TEST_OPEN stands for `auth: none` in its manifest,
// HTTP_TEST_LISTEN is what it says there of where to listen.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>

#include <unistd.h>

#include <mcp/core/context.h>
#include <mcp/core/launch.h>
#include <mcp/json/json.h>
#include <mcp/transport/http/http.h>
#include <mcp/transport/stdio/stdio.h>

int main(int argc, char** argv) {
  const mcp::ServerInfo info{.name = "reachable", .version = "1.2.3"};
  mcp::http::Limits limits;
  limits.connections = 12'000;  // for crowds that wait long
  limits.idle_time = limits.head_time = std::chrono::minutes(10);
  const char* const listen = std::getenv("HTTP_TEST_LISTEN");
  mcp::transport::Http http({.listen = listen == nullptr ? std::string(mcp::kDefaultListen) : listen,
                             .path = "/here",
                             .open_to_all = std::getenv("HTTP_TEST_OPEN") != nullptr,
                             .limits = limits});
  mcp::transport::Stdio stdio;
  mcp::Launch launch(argc, argv, info, {&http, &stdio});
  if (launch.done()) return launch.exit_code();

  mcp::Server server(info);
  server.add(mcp::Tool{.name = "hold",
                       .input_schema_json = R"({"type":"object"})",
                       .call = [](const mcp::Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         for (;;) ::pause();
                       },
                       .quick = true});
  server.add(mcp::Tool{.name = "large",
                       .input_schema_json = R"({"type":"object"})",
                       .call = [](const mcp::Json& arguments, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         mcp::ToolAnswer answer;
                         answer.content =
                             mcp::Content(std::string(arguments.value("bytes", std::size_t{0}), 'x'));
                         return answer;
                       }});
  server.add(mcp::Tool{.name = "broken",
                       .input_schema_json = R"({"type":"object"})",
                       .call = [](const mcp::Json&, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         throw std::runtime_error("the disk is full");
                       }});
  server.add(mcp::Tool{
      .name = "wait_for",
      .input_schema_json = R"({"type":"object","properties":{"file":{"type":"string"}}})",
      .call = [](const mcp::Json& arguments, mcp::Context& context) -> mcp::Result<mcp::ToolAnswer> {
        context.progress(1);
        while (!std::filesystem::exists(arguments["file"].get<std::string>()))
          std::this_thread::sleep_for(std::chrono::milliseconds(5));
        mcp::ToolAnswer answer;
        answer.content = mcp::Content("it is there");
        return answer;
      }});
  return launch.serve(server);
}
