#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::multi_input(const MultiInputInput&, mcp::Context& context) {
  const auto name = context.elicit("user_name", mcp::Form("What is your name?").text("name"));
  const auto color =
      context.elicit("favorite_color", mcp::Form("What is your favorite color?").text("color"));
  if (!name) return name.error();
  if (!color) return color.error();
  return name->text("name") + " likes " + color->text("color") + ".";
}

}  // namespace everything
