#include <chrono>
#include <thread>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_reconnection(const TestReconnectionInput&, mcp::Context& context) {
  context.close_stream();
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return "Reconnection test completed.";
}

}  // namespace everything
