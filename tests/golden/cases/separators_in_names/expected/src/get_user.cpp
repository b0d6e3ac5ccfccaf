#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<GetUserOutput> Handlers::get_user(const GetUserInput&, mcp::Context&) {
  return mcp::Error{.message = "get_user is not implemented yet: write src/get_user.cpp"};
}

}  // namespace sample
