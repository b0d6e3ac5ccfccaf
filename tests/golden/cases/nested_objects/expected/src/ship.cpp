#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<ShipOutput> Handlers::ship(const ShipInput&, mcp::Context&) {
  return mcp::Error{.message = "ship is not implemented yet: write src/ship.cpp"};
}

}  // namespace sample
