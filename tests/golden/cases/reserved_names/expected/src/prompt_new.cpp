#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Messages> Handlers::prompt_new(const PromptNewInput&, mcp::Context&) {
  return mcp::Error{.message = "prompt_new is not implemented yet: write src/prompt_new.cpp"};
}

}  // namespace sample
