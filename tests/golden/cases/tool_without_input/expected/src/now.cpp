#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<NowOutput> Handlers::now([[maybe_unused]] const NowInput& input, mcp::Context&) {
  // Answer with the NowOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "now is not implemented yet: write src/now.cpp"};
}

}  // namespace sample
