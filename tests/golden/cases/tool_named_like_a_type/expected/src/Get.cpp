#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<GetOutput> Handlers::Get([[maybe_unused]] const GetInput& input, mcp::Context&) {
  // Answer with the GetOutput, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = "Get is not implemented yet: write src/Get.cpp"};
}

}  // namespace sample
