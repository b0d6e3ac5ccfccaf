#pragma once

#include <memory>
#include <string_view>

#include <mcp/core/result.h>
#include <mcp/jose/algorithm.h>

struct evp_pkey_st;

// Public keys by the crypto library. Null for what it cannot read.

namespace mcp::jose {

using PublicKey = std::shared_ptr<evp_pkey_st>;

PublicKey read_public_key(std::string_view pem);
PublicKey rsa_public_key(std::string_view modulus, std::string_view exponent);
PublicKey ec_public_key(KeyKind curve, std::string_view x, std::string_view y);
PublicKey ed25519_public_key(std::string_view x);

/// What the key is; an error where it is weak, broken or of a kind that no algorithm here is for.
Result<KeyKind> check_public_key(evp_pkey_st& key);

bool are_same(const evp_pkey_st& a, const evp_pkey_st& b);

}  // namespace mcp::jose
