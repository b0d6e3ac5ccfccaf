#include "everything.h"
#include "media.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_multiple_content_types(const TestMultipleContentTypesInput&,
                                                                mcp::Context&) {
  mcp::Content content("Multiple content types test:");
  content.image(red_dot(), "image/png");
  content.text_resource("test://mixed-content-resource", R"({"test":"data","value":123})",
                        "application/json");
  return content;
}

}  // namespace everything
