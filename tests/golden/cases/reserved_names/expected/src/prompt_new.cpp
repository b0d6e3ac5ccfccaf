#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Messages> Handlers::prompt_new([[maybe_unused]] const PromptNewInput& input, mcp::Context&) {
  // Answer with the mcp::Messages, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "prompt_new is not implemented yet: write src/prompt_new.cpp"};
}

}  // namespace sample
