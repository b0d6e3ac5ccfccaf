{{#own_includes}}
#include "{{path|code}}"
{{/own_includes}}

namespace {{ns|code}} {

mcp::Result<{{result|code}}> Handlers::{{function|ident}}(const {{input|code}}&, mcp::Context&) {
  return mcp::Error{.message = {{message|cpp_string}}};
}

}  // namespace {{ns|code}}
