#include <chrono>
#include <thread>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_tool_with_logging(const TestToolWithLoggingInput&,
                                                           mcp::Context& context) {
  for (const char* message : {"Tool execution started", "Tool processing data", "Tool execution completed"}) {
    context.log(mcp::LogLevel::info, message);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return "Logging test completed.";
}

}  // namespace everything
