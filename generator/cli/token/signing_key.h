#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <mcp/core/result.h>
#include <mcp/jose/algorithm.h>
#include <mcp/json/json.h>

struct evp_pkey_st;

namespace mcpgen {

/// What a developer signs tokens with: a private key or a secret. Errors say nothing of either.
class SigningKey {
 public:
  /// A new one: RSA of 2048 bits, EC on P-256 or Ed25519.
  static mcp::Result<SigningKey> generate(mcp::jose::KeyKind kind);
  static mcp::Result<SigningKey> of_pem(std::string_view pem);
  static mcp::Result<SigningKey> of_secret(std::string secret);

  mcp::jose::Algorithm algorithm() const { return algorithm_; }
  std::string private_pem() const;
  std::string public_pem() const;
  /// The public key as a JSON Web Key.
  mcp::Json public_jwk() const;

  /// Whose header has this key's algorithm, and what else `header` and `claims` say.
  mcp::Result<std::string> token(mcp::Json header, const mcp::Json& claims) const;

 private:
  SigningKey(mcp::jose::Algorithm algorithm, std::shared_ptr<evp_pkey_st> key, std::string secret);

  /// "" when the crypto library fails.
  std::string sign(std::string_view text) const;

  mcp::jose::Algorithm algorithm_;
  std::shared_ptr<evp_pkey_st> key_;
  std::string secret_;
};

}  // namespace mcpgen
