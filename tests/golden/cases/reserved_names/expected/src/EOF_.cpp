#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::EOF_(const EOFInput&, mcp::Context&) {
  return mcp::Error{.message = "EOF_ is not implemented yet: write src/EOF_.cpp"};
}

}  // namespace sample
