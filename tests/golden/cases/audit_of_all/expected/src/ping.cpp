#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::ping([[maybe_unused]] const PingInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "ping is not implemented yet: write src/ping.cpp"};
}

}  // namespace sample
