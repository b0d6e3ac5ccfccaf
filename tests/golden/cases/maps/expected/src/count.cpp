#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<CountOutput> Handlers::count(const CountInput&, mcp::Context&) {
  return mcp::Error{.message = "count is not implemented yet: write src/count.cpp"};
}

}  // namespace sample
