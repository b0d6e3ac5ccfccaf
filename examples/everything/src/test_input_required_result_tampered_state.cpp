#include <string>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_input_required_result_tampered_state(
    const TestInputRequiredResultTamperedStateInput&, mcp::Context& context) {
  context.keep("untouched");
  const auto answer = context.elicit("confirm", mcp::Form("Shall we go on?").boolean("ok"));
  if (!answer) return answer.error();
  return "The state is " + std::string(context.kept()) + ".";
}

}  // namespace everything
