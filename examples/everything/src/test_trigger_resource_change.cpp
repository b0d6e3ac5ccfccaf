#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_trigger_resource_change(const TestTriggerResourceChangeInput&,
                                                                 mcp::Context& context) {
  context.resource_updated("test://watched-resource");
  return "Said that the watched resource changed.";
}

}  // namespace everything
