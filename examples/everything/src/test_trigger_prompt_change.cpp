#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_trigger_prompt_change(const TestTriggerPromptChangeInput&,
                                                               mcp::Context& context) {
  context.prompts_changed();
  return "Said that the prompts changed.";
}

}  // namespace everything
