#include "hello.h"
#include "state.h"

namespace hello {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  const std::string& name = input.name;
  return GreetOutput{.message = "Hello, " + name};
}

}  // namespace hello
