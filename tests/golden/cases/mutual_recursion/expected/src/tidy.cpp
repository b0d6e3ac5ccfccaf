#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::tidy([[maybe_unused]] const TidyInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "tidy is not implemented yet: write src/tidy.cpp"};
}

}  // namespace sample
