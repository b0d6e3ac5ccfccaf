{{#own_includes}}
#include "{{path|code}}"
{{/own_includes}}

namespace {{ns|code}} {

mcp::Result<{{result|code}}> Handlers::{{function|ident}}([[maybe_unused]] const {{input|code}}& input, mcp::Context&) {
  // Answer with the {{result|code}}, or with an mcp::Error that says what the caller can do.
  return mcp::Error{.message = {{message|cpp_string}}};
}

}  // namespace {{ns|code}}
