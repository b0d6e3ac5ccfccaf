#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::book(const BookInput&, mcp::Context&) {
  return mcp::Error{.message = "book is not implemented yet: write src/book.cpp"};
}

}  // namespace sample
