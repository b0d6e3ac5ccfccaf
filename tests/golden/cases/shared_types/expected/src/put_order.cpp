#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Order> Handlers::put_order(const PutOrderInput&, mcp::Context&) {
  return mcp::Error{.message = "put_order is not implemented yet: write src/put_order.cpp"};
}

}  // namespace sample
