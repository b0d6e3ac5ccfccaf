#include "describe.h"
#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_elicitation_sep1034_defaults(
    const TestElicitationSep1034DefaultsInput&, mcp::Context& context) {
  const auto answer = context.elicit(
      "profile",
      mcp::Form("Please check what is filled in.")
          .field("name", R"({"type":"string","description":"Your name","default":"John Doe"})", false)
          .field("age", R"({"type":"integer","description":"Your age","default":30})", false)
          .field("score", R"({"type":"number","description":"Your score","default":95.5})", false)
          .field("status", R"({"type":"string","enum":["active","inactive","pending"],"default":"active"})",
                 false)
          .field("verified", R"({"type":"boolean","description":"Whether you are verified","default":true})",
                 false));
  if (!answer) return answer.error();
  return describe(*answer);
}

}  // namespace everything
