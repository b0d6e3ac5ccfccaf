#include "keycloak_secure.h"
#include "state.h"

namespace keycloak_secure {

mcp::Result<SummarizeOutput> Handlers::summarize(const SummarizeInput& input, mcp::Context& context) {
  const auto sample = context.sample(
      "summary", {.prompt = "Sum this up in one sentence:\n\n" + input.text, .max_tokens = 200});
  if (!sample) return sample.error();
  return SummarizeOutput{.summary = sample->text};
}

}  // namespace keycloak_secure
