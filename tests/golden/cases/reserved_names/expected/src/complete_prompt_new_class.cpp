#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Completion> Handlers::complete_prompt_new_class([[maybe_unused]] const mcp::CompleteInput& input, mcp::Context&) {
  // Answer with the mcp::Completion, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "complete_prompt_new_class is not implemented yet: write src/complete_prompt_new_class.cpp"};
}

}  // namespace sample
