#include <chrono>
#include <thread>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_tool_with_progress(const TestToolWithProgressInput&,
                                                            mcp::Context& context) {
  for (const double done : {0.0, 50.0, 100.0}) {
    context.progress(done, 100.0);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return "Progress test completed.";
}

}  // namespace everything
