#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::plant([[maybe_unused]] const PlantInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "plant is not implemented yet: write src/plant.cpp"};
}

}  // namespace sample
