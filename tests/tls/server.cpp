// A server as generated code launches it; TLS_TEST_CERT and TLS_TEST_KEY name its certificate and key.
#include <mcp/channel/tls/tls.h>
#include <mcp/core/launch.h>
#include <mcp/transport/http/http.h>

int main(int argc, char** argv) {
  const mcp::ServerInfo info{.name = "private", .version = "1.2.3"};
  mcp::channel::Tls tls({.cert = "${TLS_TEST_CERT}", .key = "${TLS_TEST_KEY}"});
  mcp::transport::Http http({.encryption = &tls});
  mcp::Launch launch(argc, argv, info, {&http});
  if (launch.done()) return launch.exit_code();

  mcp::Server server(info);
  return launch.serve(server);
}
