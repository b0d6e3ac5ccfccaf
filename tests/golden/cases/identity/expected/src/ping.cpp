#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::ping(const PingInput&, mcp::Context&) {
  return mcp::Error{.message = "ping is not implemented yet: write src/ping.cpp"};
}

}  // namespace sample
