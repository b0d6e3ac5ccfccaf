#include "describe.h"
#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_elicitation_sep1330_enums(const TestElicitationSep1330EnumsInput&,
                                                                   mcp::Context& context) {
  const auto answer = context.elicit(
      "choices",
      mcp::Form("Please choose.")
          .field("untitledSingle", R"({"type":"string","enum":["option1","option2","option3"]})", false)
          .field("titledSingle", R"({"type":"string","oneOf":[
              {"const":"value1","title":"First Option"},
              {"const":"value2","title":"Second Option"},
              {"const":"value3","title":"Third Option"}]})",
                 false)
          .field("legacyEnum", R"({"type":"string","enum":["opt1","opt2","opt3"],
              "enumNames":["Option One","Option Two","Option Three"]})",
                 false)
          .field("untitledMulti", R"({"type":"array","items":{"type":"string",
              "enum":["option1","option2","option3"]}})",
                 false)
          .field("titledMulti", R"({"type":"array","items":{"anyOf":[
              {"const":"value1","title":"First Choice"},
              {"const":"value2","title":"Second Choice"},
              {"const":"value3","title":"Third Choice"}]}})",
                 false));
  if (!answer) return answer.error();
  return describe(*answer);
}

}  // namespace everything
