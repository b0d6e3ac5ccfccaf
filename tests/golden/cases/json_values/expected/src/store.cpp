#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<StoreOutput> Handlers::store(const StoreInput&, mcp::Context&) {
  return mcp::Error{.message = "store is not implemented yet: write src/store.cpp"};
}

}  // namespace sample
