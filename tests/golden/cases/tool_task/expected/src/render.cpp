#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::render([[maybe_unused]] const RenderInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "render is not implemented yet: write src/render.cpp"};
}

}  // namespace sample
