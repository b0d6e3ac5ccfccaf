#include "jwt_greeter.h"

namespace jwt_greeter {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context& context) {
  const std::string& caller = context.principal().subject;
  return GreetOutput{.message =
                         "Hello, " + input.name + "!" + (caller.empty() ? "" : " From " + caller + ".")};
}

}  // namespace jwt_greeter
