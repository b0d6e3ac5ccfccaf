#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_input_required_result_sampling(
    const TestInputRequiredResultSamplingInput&, mcp::Context& context) {
  const auto sample =
      context.sample("capital_question", {.prompt = "What is the capital of France?", .max_tokens = 100});
  if (!sample) return sample.error();
  return "The model says: " + sample->text;
}

}  // namespace everything
