#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<WeighOutput> Handlers::weigh(const WeighInput&, mcp::Context&) {
  return mcp::Error{.message = "weigh is not implemented yet: write src/weigh.cpp"};
}

}  // namespace sample
