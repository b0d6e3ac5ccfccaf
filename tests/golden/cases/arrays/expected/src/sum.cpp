#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<SumOutput> Handlers::sum(const SumInput&, mcp::Context&) {
  return mcp::Error{.message = "sum is not implemented yet: write src/sum.cpp"};
}

}  // namespace sample
