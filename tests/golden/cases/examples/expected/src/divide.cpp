#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<DivideOutput> Handlers::divide([[maybe_unused]] const DivideInput& input, mcp::Context&) {
  // Answer with the DivideOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "divide is not implemented yet: write src/divide.cpp"};
}

}  // namespace sample
