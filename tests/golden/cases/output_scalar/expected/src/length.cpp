#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<std::int64_t> Handlers::length(const LengthInput&, mcp::Context&) {
  return mcp::Error{.message = "length is not implemented yet: write src/length.cpp"};
}

}  // namespace sample
