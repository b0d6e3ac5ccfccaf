#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<WeighOutput> Handlers::weigh([[maybe_unused]] const WeighInput& input, mcp::Context&) {
  // Answer with the WeighOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "weigh is not implemented yet: write src/weigh.cpp"};
}

}  // namespace sample
