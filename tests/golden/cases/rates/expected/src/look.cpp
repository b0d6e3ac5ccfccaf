#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::look([[maybe_unused]] const LookInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "look is not implemented yet: write src/look.cpp"};
}

}  // namespace sample
