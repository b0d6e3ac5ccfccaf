#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Order> Handlers::Order_([[maybe_unused]] const OrderInput& input, mcp::Context&) {
  // Answer with the Order, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "Order_ is not implemented yet: write src/Order_.cpp"};
}

}  // namespace sample
