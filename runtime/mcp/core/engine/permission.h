#pragma once

#include <optional>
#include <string>
#include <vector>

#include <mcp/core/engine/request.h>

namespace mcp {

/// Why the caller may not use what needs `scopes`; nothing where it may.
std::optional<RpcError> refusal_of(const Request& request, const std::vector<std::string>& scopes,
                                   bool open = false);

}  // namespace mcp
