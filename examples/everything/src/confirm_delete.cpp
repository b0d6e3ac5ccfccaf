#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::confirm_delete(const ConfirmDeleteInput& input, mcp::Context& context) {
  const auto answer = context.elicit(
      "confirm", mcp::Form("Delete " + input.filename + "?").boolean("confirm", "Yes, delete it"));
  if (!answer) return answer.error();
  const bool agreed = answer->accepted() && answer->boolean("confirm").value_or(false);
  return (agreed ? "Deleted " : "Kept ") + input.filename;
}

}  // namespace everything
