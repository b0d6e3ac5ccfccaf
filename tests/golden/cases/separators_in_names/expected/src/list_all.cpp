#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Content> Handlers::list_all(const ListAllInput&, mcp::Context&) {
  return mcp::Error{.message = "list_all is not implemented yet: write src/list_all.cpp"};
}

}  // namespace sample
