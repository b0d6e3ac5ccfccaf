#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::accept(const mcp::Json&, mcp::Context&) {
  return mcp::Error{.message = "accept is not implemented yet: write src/accept.cpp"};
}

}  // namespace sample
