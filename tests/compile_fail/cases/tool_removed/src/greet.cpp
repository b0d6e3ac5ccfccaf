#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::greet(const SaluteInput& input, mcp::Context&) {
  return "Hello, " + input.name + "!";
}

}  // namespace sample
