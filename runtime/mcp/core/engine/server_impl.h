#pragma once

#include <string>
#include <vector>

#include <mcp/core/engine/change_bus.h>
#include <mcp/core/engine/registry.h>
#include <mcp/core/server.h>

namespace mcp {

struct Server::Impl {
  ServerInfo info;
  ServerLimits limits;
  std::vector<std::string> problems{};
  schema::PatternCompiler patterns{};
  Registry registry{};
  ChangeBus changes{};
};

}  // namespace mcp
