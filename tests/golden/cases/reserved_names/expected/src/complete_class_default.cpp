#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<mcp::Completion> Handlers::complete_class_default(const mcp::CompleteInput&, mcp::Context&) {
  return mcp::Error{.message = "complete_class_default is not implemented yet: write src/complete_class_default.cpp"};
}

}  // namespace sample
