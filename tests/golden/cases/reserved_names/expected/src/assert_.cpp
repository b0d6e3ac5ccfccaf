#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::assert_(const AssertInput&, mcp::Context&) {
  return mcp::Error{.message = "assert_ is not implemented yet: write src/assert_.cpp"};
}

}  // namespace sample
