#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<DivideOutput> Handlers::divide(const DivideInput&, mcp::Context&) {
  return mcp::Error{.message = "divide is not implemented yet: write src/divide.cpp"};
}

}  // namespace sample
