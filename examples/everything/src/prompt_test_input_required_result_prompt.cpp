#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Messages> Handlers::prompt_test_input_required_result_prompt(
    const PromptTestInputRequiredResultPromptInput&, mcp::Context& context) {
  const auto answer =
      context.elicit("user_context", mcp::Form("What should the prompt know?").text("context"));
  if (!answer) return answer.error();
  return "Please help with this: " + answer->text("context");
}

}  // namespace everything
