#pragma once

#include <string>
#include <string_view>

namespace mcp {
class Server;
}

namespace mcp::http {

/// Below which each tool has its path.
inline constexpr std::string_view kToolsPath = "/api/tools/";

/// The tools of a server as an OpenAPI 3.1 document. Their schemas stand in it as they are, but for
/// references to their own parts.
std::string openapi(const Server& server);

}  // namespace mcp::http
