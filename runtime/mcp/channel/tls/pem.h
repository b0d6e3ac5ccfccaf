#pragma once

#include <string>
#include <vector>

#include <mcp/channel/tls/openssl.h>
#include <mcp/core/result.h>

namespace mcp::channel {

/// What a setting stands for: `text` is PEM or the path of a file with it, once `${…}` is filled in. Errors
/// begin with `name`, the setting's.
Result<std::string> read_pem(const std::string& name, const std::string& text);

/// At least one.
Result<std::vector<Certificate>> read_certificates(const std::string& name, const std::string& text);
Result<PrivateKey> read_key(const std::string& name, const std::string& text);

}  // namespace mcp::channel
