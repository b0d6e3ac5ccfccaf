#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<std::vector<Order>> Handlers::search_orders_wrapped([[maybe_unused]] const SearchOrdersWrappedInput& input, mcp::Context&) {
  // Answer with the std::vector<Order>, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "search_orders_wrapped is not implemented yet: write src/search_orders_wrapped.cpp"};
}

}  // namespace sample
