#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::slow([[maybe_unused]] const SlowInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "slow is not implemented yet: write src/slow.cpp"};
}

}  // namespace sample
