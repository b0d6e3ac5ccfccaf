#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::GetInput_([[maybe_unused]] const GetInputInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "GetInput_ is not implemented yet: write src/GetInput_.cpp"};
}

}  // namespace sample
