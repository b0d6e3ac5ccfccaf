#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::archive(const ArchiveInput&, mcp::Context&) {
  return mcp::Error{.message = "archive is not implemented yet: write src/archive.cpp"};
}

}  // namespace sample
