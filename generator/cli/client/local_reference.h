#pragma once

#include <mcp/json/json.h>

namespace mcpgen {

/// The part of `root` that `schema` refers to: `{"$ref": "#/$defs/Order"}`. Nothing where it refers to none,
/// null where there is no such part.
const mcp::Json* referred(const mcp::Json& schema, const mcp::Json& root);

/// What `schema` stands for: at the end of its references, or itself.
const mcp::Json& resolved(const mcp::Json& schema, const mcp::Json& root);

}  // namespace mcpgen
