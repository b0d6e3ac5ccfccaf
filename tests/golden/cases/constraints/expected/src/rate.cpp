#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<RateOutput> Handlers::rate(const RateInput&, mcp::Context&) {
  return mcp::Error{.message = "rate is not implemented yet: write src/rate.cpp"};
}

}  // namespace sample
