#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Completion> Handlers::complete_read_order_id([[maybe_unused]] const mcp::CompleteInput& input, mcp::Context&) {
  // Answer with the mcp::Completion, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "complete_read_order_id is not implemented yet: write src/complete_read_order_id.cpp"};
}

}  // namespace sample
