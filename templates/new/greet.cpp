{{#own_includes}}
#include "{{path|code}}"
{{/own_includes}}

namespace {{ident|ident}} {

mcp::Result<GreetOutput> Handlers::greet(const GreetInput& input, mcp::Context&) {
  if (input.name.empty()) return mcp::Error{.message = "There is nobody to greet."};
  return GreetOutput{.message = "Hello, " + input.name + "!"};
}

}  // namespace {{ident|ident}}
