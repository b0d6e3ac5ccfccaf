#include "example.h"
#include "state.h"

namespace example {

mcp::Result<PingOutput> Handlers::ping([[maybe_unused]] const PingInput& input, mcp::Context&) {
  // Answer with the PingOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "ping is not implemented yet: write src/ping.cpp"};
}

}  // namespace example
