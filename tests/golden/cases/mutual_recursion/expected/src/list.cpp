#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Folder> Handlers::list([[maybe_unused]] const ListInput& input, mcp::Context&) {
  // Answer with the Folder, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "list is not implemented yet: write src/list.cpp"};
}

}  // namespace sample
