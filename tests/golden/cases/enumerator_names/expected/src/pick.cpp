#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::pick(const PickInput&, mcp::Context&) {
  return mcp::Error{.message = "pick is not implemented yet: write src/pick.cpp"};
}

}  // namespace sample
