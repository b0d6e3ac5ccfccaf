#include "hello.h"
#include "state.h"

namespace hello {

mcp::Result<GreetOutput> Handlers::part(const GreetInput&, mcp::Context&) { return GreetOutput{}; }

}  // namespace hello
