#include <string>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_input_required_result_capabilities(
    const TestInputRequiredResultCapabilitiesInput&, mcp::Context& context) {
  const auto name = context.elicit("user_name", mcp::Form("What is your name?").text("name"));
  const auto capital =
      context.sample("capital_question", {.prompt = "What is the capital of France?", .max_tokens = 100});
  // A name is nice to have: a client that cannot ask for it is served all the same.
  if (!capital) return capital.error();
  const std::string greeting = name && name->accepted() ? name->text("name") + ", the" : "The";
  return greeting + " model says: " + capital->text;
}

}  // namespace everything
