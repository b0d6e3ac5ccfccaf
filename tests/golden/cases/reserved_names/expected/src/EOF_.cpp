#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::EOF_([[maybe_unused]] const EOFInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "EOF_ is not implemented yet: write src/EOF_.cpp"};
}

}  // namespace sample
