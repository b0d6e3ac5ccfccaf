#pragma once

#include <map>
#include <span>
#include <string>

#include <mcp/core/launch/setting.h>
#include <mcp/core/result.h>

namespace mcp {

/// What a file of settings says, as the flags would take it, by path in the manifest: `limits.timeout`.
using ConfigFile = std::map<std::string, std::string, std::less<>>;

/// A JSON file with what may change of the manifest without building: `settings`, and `server.listen` where
/// a transport `listens`. The error names the file and what it cannot hold.
Result<ConfigFile> read_config_file(const std::string& path, std::span<const Setting> settings, bool listens);

}  // namespace mcp
