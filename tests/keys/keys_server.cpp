// A server whose callers bring keys, as generated code launches it. KEYS_TEST_DATABASE is where the keys are.
#include <cstdlib>
#include <string>

#include <mcp/auth/api_key/api_key.h>
#include <mcp/core/launch.h>
#include <mcp/json/json.h>
#include <mcp/transport/http/http.h>
#include <mcp/transport/stdio/stdio.h>

int main(int argc, char** argv) {
  const mcp::ServerInfo info{.name = "guarded", .version = "1"};
  const char* database = std::getenv("KEYS_TEST_DATABASE");
  mcp::auth::ApiKey keys({.database = std::string("sqlite:///") + (database == nullptr ? "" : database)});
  mcp::transport::Http http({.authenticator = &keys});
  mcp::transport::Stdio stdio;
  mcp::Launch launch(argc, argv, info, {&http, &stdio}, {keys.keys()});
  if (launch.done()) return launch.exit_code();

  mcp::Server server(info);
  server.add(mcp::Tool{.name = "echo",
                       .input_schema_json = R"({"type":"object"})",
                       .call = [](const mcp::Json& arguments, mcp::Context&) -> mcp::Result<mcp::ToolAnswer> {
                         mcp::ToolAnswer answer;
                         answer.content = mcp::Content(arguments.value("text", std::string()));
                         return answer;
                       }});
  return launch.serve(server);
}
