#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_error_handling(const TestErrorHandlingInput&, mcp::Context&) {
  return mcp::Error{mcp::Error::Code::tool_failed, "This tool intentionally returns an error for testing"};
}

}  // namespace everything
