#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<SumOutput> Handlers::sum([[maybe_unused]] const SumInput& input, mcp::Context&) {
  // Answer with the SumOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "sum is not implemented yet: write src/sum.cpp"};
}

}  // namespace sample
