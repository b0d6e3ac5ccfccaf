#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_input_required_result_elicitation(
    const TestInputRequiredResultElicitationInput&, mcp::Context& context) {
  const auto answer = context.elicit("user_name", mcp::Form("What is your name?").text("name"));
  if (!answer) return answer.error();
  if (!answer->accepted()) return "Hello, whoever you are!";
  return "Hello, " + answer->text("name") + "!";
}

}  // namespace everything
