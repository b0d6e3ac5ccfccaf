#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_sampling(const TestSamplingInput& input, mcp::Context& context) {
  const auto sample = context.sample("sample", {.prompt = input.prompt, .max_tokens = 100});
  if (!sample) return sample.error();
  return "LLM response: " + sample->text;
}

}  // namespace everything
