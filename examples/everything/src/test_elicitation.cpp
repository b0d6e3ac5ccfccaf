#include "describe.h"
#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_elicitation(const TestElicitationInput& input,
                                                     mcp::Context& context) {
  const auto answer = context.elicit(
      "user", mcp::Form(input.message).text("username", "Your name").text("email", "Your email address"));
  if (!answer) return answer.error();
  return describe(*answer);
}

}  // namespace everything
