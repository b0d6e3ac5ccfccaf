#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<DeleteOutput> Handlers::delete_([[maybe_unused]] const DeleteInput& input, mcp::Context&) {
  // Answer with the DeleteOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "delete_ is not implemented yet: write src/delete_.cpp"};
}

}  // namespace sample
