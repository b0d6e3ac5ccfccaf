#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::order([[maybe_unused]] const OrderInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "order is not implemented yet: write src/order.cpp"};
}

}  // namespace sample
