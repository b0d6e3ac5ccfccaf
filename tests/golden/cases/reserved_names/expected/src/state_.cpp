#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::state_(const StateInput&, mcp::Context&) {
  return mcp::Error{.message = "state_ is not implemented yet: write src/state_.cpp"};
}

}  // namespace sample
