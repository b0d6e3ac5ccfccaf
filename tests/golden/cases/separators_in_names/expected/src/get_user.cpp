#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<GetUserOutput> Handlers::get_user([[maybe_unused]] const GetUserInput& input, mcp::Context&) {
  // Answer with the GetUserOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "get_user is not implemented yet: write src/get_user.cpp"};
}

}  // namespace sample
