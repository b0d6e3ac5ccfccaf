#include "describe.h"
#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_streaming_elicitation(const TestStreamingElicitationInput&,
                                                               mcp::Context& context) {
  const auto answer = context.elicit("name", mcp::Form("What is your name?").text("name"));
  if (!answer) return answer.error();
  return describe(*answer);
}

}  // namespace everything
