#include <chrono>
#include <thread>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::protocol_error_job(const ProtocolErrorJobInput&, mcp::Context&) {
  std::this_thread::sleep_for(std::chrono::milliseconds(500));
  return mcp::Error{mcp::Error::Code::internal, "The job broke down."};
}

}  // namespace everything
