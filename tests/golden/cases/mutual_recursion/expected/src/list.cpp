#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<Folder> Handlers::list(const ListInput&, mcp::Context&) {
  return mcp::Error{.message = "list is not implemented yet: write src/list.cpp"};
}

}  // namespace sample
