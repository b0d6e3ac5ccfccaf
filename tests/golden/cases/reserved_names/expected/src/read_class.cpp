#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Contents> Handlers::read_class([[maybe_unused]] const ReadClassInput& input, mcp::Context&) {
  // Answer with the mcp::Contents, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "read_class is not implemented yet: write src/read_class.cpp"};
}

}  // namespace sample
