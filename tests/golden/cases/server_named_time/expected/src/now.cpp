#include "state.h"
#include "time_.h"

namespace time_ {

mcp::Result<mcp::Content> Handlers::now(const NowInput&, mcp::Context&) {
  return mcp::Error{.message = "now is not implemented yet: write src/now.cpp"};
}

}  // namespace time_
