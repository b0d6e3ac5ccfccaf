#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<OrderOutput> Handlers::order([[maybe_unused]] const OrderInput& input, mcp::Context&) {
  // Answer with the OrderOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "order is not implemented yet: write src/order.cpp"};
}

}  // namespace sample
