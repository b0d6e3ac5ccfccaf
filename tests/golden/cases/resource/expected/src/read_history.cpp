#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Contents> Handlers::read_history([[maybe_unused]] const ReadHistoryInput& input, mcp::Context&) {
  // Answer with the mcp::Contents, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "read_history is not implemented yet: write src/read_history.cpp"};
}

}  // namespace sample
