#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/manifest.h"

// How clients reach a server.

namespace mcpgen {

/// Whether any of the transports listens for connections.
bool listens(const Manifest& manifest);

/// Where, after its URL, a server is that asks for tokens: the newest way in that `transports` name. `path`
/// is the manifest's, or "".
std::string protected_path(const std::vector<std::string>& transports, std::string_view path);
std::string protected_path(const Manifest& manifest);

}  // namespace mcpgen
