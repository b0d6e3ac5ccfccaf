#include <string>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_input_required_result_multiple_inputs(
    const TestInputRequiredResultMultipleInputsInput&, mcp::Context& context) {
  context.keep("three questions");
  const auto name = context.elicit("user_name", mcp::Form("What is your name?").text("name"));
  const auto greeting = context.sample("greeting", {.prompt = "Write a greeting.", .max_tokens = 100});
  const auto roots = context.roots("client_roots");
  if (!name) return name.error();
  if (!greeting) return greeting.error();
  if (!roots) return roots.error();
  return name->text("name") + ": " + greeting->text + " (" + std::to_string(roots->size()) + " roots)";
}

}  // namespace everything
