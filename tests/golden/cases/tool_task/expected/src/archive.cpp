#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::archive([[maybe_unused]] const ArchiveInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "archive is not implemented yet: write src/archive.cpp"};
}

}  // namespace sample
