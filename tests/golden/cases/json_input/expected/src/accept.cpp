#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::accept([[maybe_unused]] const mcp::Json& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "accept is not implemented yet: write src/accept.cpp"};
}

}  // namespace sample
