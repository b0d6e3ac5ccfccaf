#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::shout([[maybe_unused]] const ShoutInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "shout is not implemented yet: write src/shout.cpp"};
}

}  // namespace sample
