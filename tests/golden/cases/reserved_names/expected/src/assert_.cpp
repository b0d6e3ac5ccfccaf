#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::assert_([[maybe_unused]] const AssertInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "assert_ is not implemented yet: write src/assert_.cpp"};
}

}  // namespace sample
