#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::slow(const SlowInput&, mcp::Context&) {
  return mcp::Error{.message = "slow is not implemented yet: write src/slow.cpp"};
}

}  // namespace sample
