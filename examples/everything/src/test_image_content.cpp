#include "everything.h"
#include "media.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Content> Handlers::test_image_content(const TestImageContentInput&, mcp::Context&) {
  return mcp::Content().image(red_dot(), "image/png");
}

}  // namespace everything
