#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::refund(const RefundInput&, mcp::Context&) {
  return mcp::Error{.message = "refund is not implemented yet: write src/refund.cpp"};
}

}  // namespace sample
