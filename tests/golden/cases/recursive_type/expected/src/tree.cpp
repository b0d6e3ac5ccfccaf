#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Node> Handlers::tree([[maybe_unused]] const TreeInput& input, mcp::Context&) {
  // Answer with the Node, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "tree is not implemented yet: write src/tree.cpp"};
}

}  // namespace sample
