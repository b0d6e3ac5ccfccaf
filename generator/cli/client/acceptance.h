#pragma once

#include <mcp/json/json.h>

namespace mcpgen {

/// May `schema`, a part of `root`, accept `value`? Says no only where a type or a fixed value speaks against
/// it: the rest is the server's to check. A schema too large to look through may accept anything.
bool may_accept(const mcp::Json& schema, const mcp::Json& value, const mcp::Json& root);

/// May it accept values of every kind?
bool may_accept_anything(const mcp::Json& schema, const mcp::Json& root);

}  // namespace mcpgen
