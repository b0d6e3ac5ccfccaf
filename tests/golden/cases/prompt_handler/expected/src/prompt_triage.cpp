#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Messages> Handlers::prompt_triage([[maybe_unused]] const PromptTriageInput& input, mcp::Context&) {
  // Answer with the mcp::Messages, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "prompt_triage is not implemented yet: write src/prompt_triage.cpp"};
}

}  // namespace sample
