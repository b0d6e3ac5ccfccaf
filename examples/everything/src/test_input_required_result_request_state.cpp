#include <string>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_input_required_result_request_state(
    const TestInputRequiredResultRequestStateInput&, mcp::Context& context) {
  context.keep("state-ok");
  const auto answer = context.elicit("confirm", mcp::Form("Shall we go on?").boolean("ok"));
  if (!answer) return answer.error();
  return "Kept while you answered: " + std::string(context.kept());
}

}  // namespace everything
