#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Order> Handlers::put_order([[maybe_unused]] const PutOrderInput& input, mcp::Context&) {
  // Answer with the Order, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "put_order is not implemented yet: write src/put_order.cpp"};
}

}  // namespace sample
