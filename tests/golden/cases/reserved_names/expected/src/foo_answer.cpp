#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::foo_answer([[maybe_unused]] const FooAnswerInput& input, mcp::Context&) {
  // Answer with the mcp::Content, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "foo_answer is not implemented yet: write src/foo_answer.cpp"};
}

}  // namespace sample
