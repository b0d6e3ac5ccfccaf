#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Order> Handlers::get_order([[maybe_unused]] const GetOrderInput& input, mcp::Context&) {
  // Answer with the Order, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "get_order is not implemented yet: write src/get_order.cpp"};
}

}  // namespace sample
