#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::read_motto([[maybe_unused]] const ReadMottoInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "read_motto is not implemented yet: write src/read_motto.cpp"};
}

}  // namespace sample
