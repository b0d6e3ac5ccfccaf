#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Order> Handlers::get_order(const GetOrderInput&, mcp::Context&) {
  return mcp::Error{.message = "get_order is not implemented yet: write src/get_order.cpp"};
}

}  // namespace sample
