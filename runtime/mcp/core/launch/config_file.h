#pragma once

#include <map>
#include <string>

#include <mcp/core/result.h>

namespace mcp {

/// What a file of settings says, as the flags would take it, by path in the manifest: `limits.timeout`.
using Settings = std::map<std::string, std::string, std::less<>>;

/// A JSON file with what may change of the manifest without building: `limits`, and `server.listen` where
/// a transport `listens`. The error names the file and what it cannot hold.
Result<Settings> read_config_file(const std::string& path, bool listens);

}  // namespace mcp
