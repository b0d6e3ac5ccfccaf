#include "hello.h"
#include "state.h"

namespace hello {

struct GreetText {
  std::string message;
};

mcp::Result<GreetText> Handlers::greet(const GreetInput& input, mcp::Context&) {
  return GreetText{.message = "Hello, " + input.name};
}

}  // namespace hello
