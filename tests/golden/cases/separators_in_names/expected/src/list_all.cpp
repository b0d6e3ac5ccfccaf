#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::list_all([[maybe_unused]] const ListAllInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "list_all is not implemented yet: write src/list_all.cpp"};
}

}  // namespace sample
