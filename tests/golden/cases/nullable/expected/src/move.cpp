#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<MoveOutput> Handlers::move(const MoveInput&, mcp::Context&) {
  return mcp::Error{.message = "move is not implemented yet: write src/move.cpp"};
}

}  // namespace sample
