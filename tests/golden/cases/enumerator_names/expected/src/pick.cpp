#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::pick([[maybe_unused]] const PickInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "pick is not implemented yet: write src/pick.cpp"};
}

}  // namespace sample
