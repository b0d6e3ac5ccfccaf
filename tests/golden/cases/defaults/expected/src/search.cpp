#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::search(const SearchInput&, mcp::Context&) {
  return mcp::Error{.message = "search is not implemented yet: write src/search.cpp"};
}

}  // namespace sample
