#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <mcp/jose/algorithm.h>

struct evp_pkey_st;

namespace tst {

std::string to_base64url(std::string_view bytes);

/// An issuer's key, made for the test, and what can be done with it.
class TokenSigner {
 public:
  explicit TokenSigner(mcp::jose::Algorithm algorithm);
  /// HS256, with any bytes as the secret.
  static TokenSigner with_secret(std::string secret);
  /// Of another kind or size than any algorithm takes: "ED448", "EC:secp256k1", "RSA:1024".
  static TokenSigner unfit(std::string_view what);

  mcp::jose::Algorithm algorithm() const { return algorithm_; }
  std::string public_pem() const;
  std::string private_pem() const;
  std::string public_der() const;
  /// One key; `more` is text like `,"kid":"a"`.
  std::string jwk(std::string_view more = {}) const;

  /// The bytes of a signature, by RFC 7518.
  std::string sign(std::string_view text) const;
  /// A token of these texts; `header` is `alg` and nothing else where there is none.
  std::string token(std::string_view payload, std::string_view header = {}) const;

 private:
  TokenSigner(mcp::jose::Algorithm algorithm, std::shared_ptr<evp_pkey_st> key, std::string secret);

  mcp::jose::Algorithm algorithm_;
  std::shared_ptr<evp_pkey_st> key_;
  std::string secret_;
};

}  // namespace tst
