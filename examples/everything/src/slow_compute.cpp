#include <chrono>
#include <thread>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::slow_compute(const SlowComputeInput& input, mcp::Context& context) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(input.seconds);
  while (std::chrono::steady_clock::now() < end) {
    if (context.cancelled()) return mcp::Error{mcp::Error::Code::cancelled, input.label + " was cancelled"};
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return "Computed " + input.label + ".";
}

}  // namespace everything
