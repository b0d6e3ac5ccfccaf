#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<MoveOutput> Handlers::move([[maybe_unused]] const MoveInput& input, mcp::Context&) {
  // Answer with the MoveOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "move is not implemented yet: write src/move.cpp"};
}

}  // namespace sample
