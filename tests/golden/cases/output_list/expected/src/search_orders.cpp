#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<std::vector<Order>> Handlers::search_orders([[maybe_unused]] const SearchOrdersInput& input, mcp::Context&) {
  // Answer with the std::vector<Order>, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "search_orders is not implemented yet: write src/search_orders.cpp"};
}

}  // namespace sample
