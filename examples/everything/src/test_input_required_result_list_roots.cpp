#include <string>

#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_input_required_result_list_roots(
    const TestInputRequiredResultListRootsInput&, mcp::Context& context) {
  const auto roots = context.roots("client_roots");
  if (!roots) return roots.error();
  std::string text = "The client lets us work in:";
  for (const mcp::Root& root : *roots) text += " " + root.uri;
  return text;
}

}  // namespace everything
