{{#own_includes}}
#include "{{path|code}}"
{{/own_includes}}

namespace {{ident|ident}} {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  // Arguments have been checked against the manifest. What it cannot say is checked here; the model reads the message.
  if (input.name == "nobody") return mcp::Error{.message = "There is nobody to greet: ask for a name."};
  return GreetOutput{.message = "Hello, " + input.name + "!"};
}

}  // namespace {{ident|ident}}
