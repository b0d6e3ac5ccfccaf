#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<TotalOutput> Handlers::total([[maybe_unused]] const std::map<std::string, std::int64_t>& input, mcp::Context&) {
  // Answer with the TotalOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "total is not implemented yet: write src/total.cpp"};
}

}  // namespace sample
