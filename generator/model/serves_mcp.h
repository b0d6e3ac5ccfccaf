#pragma once

#include "model/model.h"

namespace mcpgen {

/// Does any of its transports lead to MCP? None does with REST alone.
bool serves_mcp(const Model& model);

}  // namespace mcpgen
