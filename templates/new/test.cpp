#include <iostream>

#include <mcp/testing/client.h>

{{#own_includes}}
#include "{{path|code}}"
{{/own_includes}}

// Calls the tool in this process, through the protocol, without network.
int main() {
  {{ident|ident}}::State state;
  mcp::Server server = {{ident|ident}}::make_server(state);
  mcp::testing::Client client(server);

  mcp::Json arguments;
  arguments["name"] = "Ada";
  const mcp::Json answer = client.call_tool("greet", arguments);
  const mcp::Json::json_pointer message("/structuredContent/message");
  if (answer.contains(message) && answer[message] == "Hello, Ada!") return 0;
  std::cerr << "unexpected answer: " << answer.dump() << '\n';
  return 1;
}
