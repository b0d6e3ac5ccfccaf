#include "hello.h"
#include "state.h"

namespace hello {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  return GreetOutput{.message = input.tone == GreetInputTone::friendly ? "Hi" : "Hello"};
}

}  // namespace hello
