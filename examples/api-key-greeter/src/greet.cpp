#include "api_key_greeter.h"

namespace api_key_greeter {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  return GreetOutput{.message = "Hello, " + input.name + "!"};
}

}  // namespace api_key_greeter
