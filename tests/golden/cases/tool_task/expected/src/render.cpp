#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::render(const RenderInput&, mcp::Context&) {
  return mcp::Error{.message = "render is not implemented yet: write src/render.cpp"};
}

}  // namespace sample
