#pragma once

#include "document/node.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Checks `x-mcp-header` in the schema of a tool's arguments: E0228 where no header can carry the argument.
void check_headers(const Node& input, Diagnostics& diagnostics);
/// In any other schema it means nothing: E0228.
void refuse_headers(const Node& schema, Diagnostics& diagnostics);

}  // namespace mcpgen
