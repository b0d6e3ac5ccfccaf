#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::shout(const ShoutInput&, mcp::Context&) {
  return mcp::Error{.message = "shout is not implemented yet: write src/shout.cpp"};
}

}  // namespace sample
