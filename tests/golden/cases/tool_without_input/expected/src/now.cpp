#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<NowOutput> Handlers::now(const NowInput&, mcp::Context&) {
  return mcp::Error{.message = "now is not implemented yet: write src/now.cpp"};
}

}  // namespace sample
