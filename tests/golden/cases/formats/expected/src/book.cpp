#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::book([[maybe_unused]] const BookInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "book is not implemented yet: write src/book.cpp"};
}

}  // namespace sample
