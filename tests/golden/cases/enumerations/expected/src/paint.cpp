#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<PaintOutput> Handlers::paint(const PaintInput&, mcp::Context&) {
  return mcp::Error{.message = "paint is not implemented yet: write src/paint.cpp"};
}

}  // namespace sample
