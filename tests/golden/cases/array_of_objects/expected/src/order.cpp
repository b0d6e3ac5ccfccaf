#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<OrderOutput> Handlers::order(const OrderInput&, mcp::Context&) {
  return mcp::Error{.message = "order is not implemented yet: write src/order.cpp"};
}

}  // namespace sample
