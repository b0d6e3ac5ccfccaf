#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::state_([[maybe_unused]] const StateInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "state_ is not implemented yet: write src/state_.cpp"};
}

}  // namespace sample
