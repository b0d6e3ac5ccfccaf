#pragma once

#include <map>
#include <string>

#include <mcp/core/result.h>

namespace mcp {

/// What a file of settings says, as the flags would take it, by path in the manifest: `limits.timeout`.
using Settings = std::map<std::string, std::string, std::less<>>;

/// A JSON file with those sections of the manifest that may change without building: `limits`. The error
/// names the file and what it cannot hold.
Result<Settings> read_config_file(const std::string& path);

}  // namespace mcp
