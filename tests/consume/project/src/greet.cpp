#include "consumer.h"
#include "state.h"

namespace consumer {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  return GreetOutput{.message = "Hello, " + input.name + "!"};
}

}  // namespace consumer
