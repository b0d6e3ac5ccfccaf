#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Contents> Handlers::read_history(const ReadHistoryInput&, mcp::Context&) {
  return mcp::Error{.message = "read_history is not implemented yet: write src/read_history.cpp"};
}

}  // namespace sample
