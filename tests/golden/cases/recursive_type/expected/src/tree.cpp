#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Node> Handlers::tree(const TreeInput&, mcp::Context&) {
  return mcp::Error{.message = "tree is not implemented yet: write src/tree.cpp"};
}

}  // namespace sample
