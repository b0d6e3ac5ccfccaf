#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<ShipOutput> Handlers::ship([[maybe_unused]] const ShipInput& input, mcp::Context&) {
  // Answer with the ShipOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "ship is not implemented yet: write src/ship.cpp"};
}

}  // namespace sample
