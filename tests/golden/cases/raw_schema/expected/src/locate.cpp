#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<LocateOutput> Handlers::locate([[maybe_unused]] const LocateInput& input, mcp::Context&) {
  // Answer with the LocateOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "locate is not implemented yet: write src/locate.cpp"};
}

}  // namespace sample
