#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Completion> Handlers::complete_new_class(const mcp::CompleteInput&, mcp::Context&) {
  return mcp::Error{.message = "complete_new_class is not implemented yet: write src/complete_new_class.cpp"};
}

}  // namespace sample
