#include <chrono>
#include <thread>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::failing_job(const FailingJobInput&, mcp::Context&) {
  std::this_thread::sleep_for(std::chrono::seconds(1));
  return mcp::Error{mcp::Error::Code::tool_failed, "The job failed, as it always does."};
}

}  // namespace everything
