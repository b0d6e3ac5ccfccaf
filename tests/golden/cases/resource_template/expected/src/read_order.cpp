#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Contents> Handlers::read_order([[maybe_unused]] const ReadOrderInput& input, mcp::Context&) {
  // Answer with the mcp::Contents, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "read_order is not implemented yet: write src/read_order.cpp"};
}

}  // namespace sample
