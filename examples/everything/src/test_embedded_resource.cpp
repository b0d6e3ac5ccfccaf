#include "everything.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_embedded_resource(const TestEmbeddedResourceInput&, mcp::Context&) {
  return mcp::Content().text_resource("test://embedded-resource", "This is an embedded resource content.");
}

}  // namespace everything
