#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Completion> Handlers::complete_order_id(const mcp::CompleteInput&, mcp::Context&) {
  return mcp::Error{.message = "complete_order_id is not implemented yet: write src/complete_order_id.cpp"};
}

}  // namespace sample
