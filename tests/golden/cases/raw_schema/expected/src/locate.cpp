#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<LocateOutput> Handlers::locate(const LocateInput&, mcp::Context&) {
  return mcp::Error{.message = "locate is not implemented yet: write src/locate.cpp"};
}

}  // namespace sample
