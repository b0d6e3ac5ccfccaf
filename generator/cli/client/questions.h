#pragma once

#include <mcp/json/json.h>

#include "cli/console.h"

namespace mcpgen {

/// Puts an `elicitation/create` to the person at the terminal; declined where nobody can be asked.
mcp::Json ask_person(const mcp::Json& params, const Console& console);

}  // namespace mcpgen
