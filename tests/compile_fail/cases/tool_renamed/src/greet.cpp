#include "hello.h"
#include "state.h"

namespace hello {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  return GreetOutput{.message = "Hello, " + input.name + "!"};
}

}  // namespace hello
