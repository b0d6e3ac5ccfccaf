#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::plant(const PlantInput&, mcp::Context&) {
  return mcp::Error{.message = "plant is not implemented yet: write src/plant.cpp"};
}

}  // namespace sample
