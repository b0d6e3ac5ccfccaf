#include "sample.h"
#include "state.h"

namespace sample {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  return GreetOutput{.message = input.language == GreetInputLanguage::de ? "Hallo" : "Hello"};
}

}  // namespace sample
