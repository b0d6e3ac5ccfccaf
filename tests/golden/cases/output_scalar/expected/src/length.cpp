#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<std::int64_t> Handlers::length([[maybe_unused]] const LengthInput& input, mcp::Context&) {
  // Answer with the std::int64_t, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "length is not implemented yet: write src/length.cpp"};
}

}  // namespace sample
