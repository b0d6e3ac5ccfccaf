#include "state.h"
#include "time_.h"

namespace time_ {

mcp::Result<mcp::Content> Handlers::now([[maybe_unused]] const NowInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "now is not implemented yet: write src/now.cpp"};
}

}  // namespace time_
