#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<RateOutput> Handlers::rate([[maybe_unused]] const RateInput& input, mcp::Context&) {
  // Answer with the RateOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "rate is not implemented yet: write src/rate.cpp"};
}

}  // namespace sample
