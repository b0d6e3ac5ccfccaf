#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_trigger_tool_change(const TestTriggerToolChangeInput&,
                                                             mcp::Context& context) {
  context.tools_changed();
  return "Said that the tools changed.";
}

}  // namespace everything
