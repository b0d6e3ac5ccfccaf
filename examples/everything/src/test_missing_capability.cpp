#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_missing_capability(const TestMissingCapabilityInput&,
                                                            mcp::Context& context) {
  const auto sample = context.sample("sample", {.prompt = "Say hello.", .max_tokens = 100});
  if (!sample) return sample.error();
  return sample->text;
}

}  // namespace everything
