#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Contents> Handlers::read_class(const ReadClassInput&, mcp::Context&) {
  return mcp::Error{.message = "read_class is not implemented yet: write src/read_class.cpp"};
}

}  // namespace sample
