#pragma once

#include <mcp/auth/jwt/jwt.h>
#include <mcp/auth/jwt/verified_tokens.h>
#include <mcp/json/json_fwd.h>

namespace mcp::auth {

/// Whether a token says that it is of the issuer in `options`.
Result<void> check_issuer(const Json& claims, const Jwt::Options& options);

/// Whom the claims of a token stand for, and until when, where they are an access token's for this server.
/// `type` is the token's own `typ`. The error says why not, in words that repeat nothing of the token.
Result<Verified> read_claims(const Json& claims, std::string_view type, const Jwt::Options& options,
                             Seconds now);

}  // namespace mcp::auth
