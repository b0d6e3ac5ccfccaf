#include <chrono>
#include <thread>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_tool_with_task(const TestToolWithTaskInput&, mcp::Context& context) {
  const auto answer = context.elicit("user_name", mcp::Form("What is your name?").text("name"));
  if (!answer) return answer.error();
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  return "Work done for " + answer->text("name") + ".";
}

}  // namespace everything
