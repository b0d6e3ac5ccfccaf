#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Contents> Handlers::read_order(const ReadOrderInput&, mcp::Context&) {
  return mcp::Error{.message = "read_order is not implemented yet: write src/read_order.cpp"};
}

}  // namespace sample
