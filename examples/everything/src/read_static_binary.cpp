#include "everything.h"
#include "media.h"
#include "state.h"

namespace everything {

mcp::Result<mcp::Contents> Handlers::read_static_binary(const ReadStaticBinaryInput&, mcp::Context&) {
  return mcp::Contents().bytes(red_dot(), "image/png");
}

}  // namespace everything
