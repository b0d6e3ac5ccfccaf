#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::refund([[maybe_unused]] const RefundInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "refund is not implemented yet: write src/refund.cpp"};
}

}  // namespace sample
