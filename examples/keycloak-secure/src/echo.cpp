#include <algorithm>

#include <mcp/core/timestamp.h>

#include "keycloak_secure.h"
#include "state.h"

namespace keycloak_secure {
namespace {

char in_capitals(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

mcp::Result<EchoOutput> Handlers::echo(const EchoInput& input, mcp::Context& context) {
  context.log(mcp::LogLevel::info, "echoing a message");
  EchoOutput output{.echo = input.message, .length = static_cast<std::int64_t>(input.message.size())};
  if (input.uppercase) std::ranges::transform(output.echo, output.echo.begin(), in_capitals);
  if (input.timestamp) output.timestamp = mcp::utc_timestamp();
  return output;
}

}  // namespace keycloak_secure
