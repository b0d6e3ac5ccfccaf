#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<StoreOutput> Handlers::store([[maybe_unused]] const StoreInput& input, mcp::Context&) {
  // Answer with the StoreOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "store is not implemented yet: write src/store.cpp"};
}

}  // namespace sample
