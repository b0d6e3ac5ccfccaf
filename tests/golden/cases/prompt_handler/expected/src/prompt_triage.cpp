#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Messages> Handlers::prompt_triage(const PromptTriageInput&, mcp::Context&) {
  return mcp::Error{.message = "prompt_triage is not implemented yet: write src/prompt_triage.cpp"};
}

}  // namespace sample
