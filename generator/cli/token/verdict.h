#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include <mcp/core/result.h>
#include <mcp/jose/jwk.h>
#include <mcp/json/json.h>

#include "cli/token/manifest_auth.h"

namespace mcpgen {

enum class Signature { unchecked, right, wrong };

/// What a token says, and what a server of ours would make of it.
struct Verdict {
  mcp::Json header{};  ///< null where it cannot be read
  mcp::Json claims{};  ///< null where they cannot be read
  Signature signature = Signature::unchecked;
  std::string refused{};  ///< why a server would refuse it; "" when it would not
};

/// What tokens are held against. An issuer or audience of "" is not compared.
struct Expected {
  ManifestAuth auth{};
  std::optional<mcp::jose::Jwks> keys{};  ///< none: the signature is not checked
};

/// The issuer's keys: one public key in PEM, a JSON Web Key or a set of them.
mcp::Result<mcp::jose::Jwks> read_public_keys(const std::string& text);
mcp::Result<mcp::jose::Jwks> secret_key(std::string_view secret);

Verdict judge(std::string_view token, const Expected& expected, std::chrono::system_clock::time_point now);

}  // namespace mcpgen
