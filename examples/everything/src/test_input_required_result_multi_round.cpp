#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_input_required_result_multi_round(
    const TestInputRequiredResultMultiRoundInput&, mcp::Context& context) {
  const auto name = context.elicit("step1", mcp::Form("Step 1: What is your name?").text("name"));
  if (!name) return name.error();
  const auto color = context.elicit(
      "step2", mcp::Form("Step 2: What is your favorite color, " + name->text("name") + "?").text("color"));
  if (!color) return color.error();
  return name->text("name") + " likes " + color->text("color") + ".";
}

}  // namespace everything
