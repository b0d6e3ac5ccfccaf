#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<PaintOutput> Handlers::paint([[maybe_unused]] const PaintInput& input, mcp::Context&) {
  // Answer with the PaintOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "paint is not implemented yet: write src/paint.cpp"};
}

}  // namespace sample
