#pragma once

#include <string>

namespace mcp {

struct ServerInfo;

/// One line of JSON: name, version, revisions served, the mcpgen that it was built with; and the commit that
/// it was built from, where MCPGEN_COMMIT in the environment says it.
std::string describe_version(const ServerInfo& info);

}  // namespace mcp
