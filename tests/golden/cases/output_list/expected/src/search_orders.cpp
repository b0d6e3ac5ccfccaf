#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<std::vector<Order>> Handlers::search_orders(const SearchOrdersInput&, mcp::Context&) {
  return mcp::Error{.message = "search_orders is not implemented yet: write src/search_orders.cpp"};
}

}  // namespace sample
