#pragma once

#include <string>

#include <mcp/json/json.h>

namespace mcpgen {

/// A JSON Schema as the manifest would write it: `integer(1..5) = 3`, `celsius | fahrenheit`, `string[]`.
std::string shorthand_of(const mcp::Json& schema);

/// A value that `schema` accepts, as the command line takes it: `limit=1`, `tags:='["text"]'`.
std::string sample_argument(const std::string& name, const mcp::Json& schema, const mcp::Json& root);

/// What follows `mcpgen call`: the name, and a sample of every argument that `schema` requires.
std::string sample_call(const std::string& tool, const mcp::Json& schema);

}  // namespace mcpgen
