#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<CountOutput> Handlers::count([[maybe_unused]] const CountInput& input, mcp::Context&) {
  // Answer with the CountOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "count is not implemented yet: write src/count.cpp"};
}

}  // namespace sample
