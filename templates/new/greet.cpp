{{#own_includes}}
#include "{{path|code}}"
{{/own_includes}}

namespace {{ident|ident}} {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  // Arguments have been checked against the manifest. What it cannot say is checked here; the model reads the message.
  if (input.name == kInfo.name) return mcp::Error{.message = "That is this server's own name: greet a person."};
  return GreetOutput{.message = "Hello, " + input.name + "!"};
}

}  // namespace {{ident|ident}}
