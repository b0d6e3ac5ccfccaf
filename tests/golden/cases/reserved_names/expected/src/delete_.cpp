#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<DeleteOutput> Handlers::delete_(const DeleteInput&, mcp::Context&) {
  return mcp::Error{.message = "delete_ is not implemented yet: write src/delete_.cpp"};
}

}  // namespace sample
