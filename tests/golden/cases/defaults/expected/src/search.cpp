#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::search([[maybe_unused]] const SearchInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "search is not implemented yet: write src/search.cpp"};
}

}  // namespace sample
