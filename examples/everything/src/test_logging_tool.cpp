#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_logging_tool(const TestLoggingToolInput&, mcp::Context& context) {
  context.log(mcp::LogLevel::debug, "A detail for whoever looks closely");
  context.log(mcp::LogLevel::info, "The tool runs");
  context.log(mcp::LogLevel::warning, "The tool is about to end");
  return "Logged at three levels.";
}

}  // namespace everything
