#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include <mcp/core/result.h>
#include <mcp/jose/algorithm.h>

struct evp_pkey_st;

namespace mcp::jose {

struct ReadyKey;

/// Checks signatures: a public key or a secret, and never one as the other. Copies share what they hold;
/// for any thread. Errors say what is wrong with a key, and nothing of a secret.
class Key {
 public:
  /// One public key: RSA, EC on P-256 or P-384, Ed25519.
  static Result<Key> of_pem(std::string_view pem);
  /// Numbers and coordinates are big-endian bytes, as a JWK has them.
  static Result<Key> rsa(std::string_view modulus, std::string_view exponent);
  static Result<Key> ec(KeyKind curve, std::string_view x, std::string_view y);
  static Result<Key> ed25519(std::string_view x);
  static Result<Key> of_secret(std::string_view secret);

  KeyKind kind() const { return kind_; }
  /// Also false where the algorithm is not for this kind of key.
  bool verifies(Algorithm algorithm, std::string_view text, std::string_view signature) const;
  /// Whether the other one is the same key, wherever it was read.
  bool is(const Key& other) const;

 private:
  class Secret;

  struct Use {
    Algorithm algorithm;
    std::shared_ptr<const ReadyKey> ready;
  };

  static Result<Key> checked(const std::shared_ptr<evp_pkey_st>& key);
  explicit Key(std::shared_ptr<const Secret> secret);
  Key(KeyKind kind, std::shared_ptr<const evp_pkey_st> key, std::vector<Use> uses);

  KeyKind kind_;
  std::shared_ptr<const evp_pkey_st> public_{};
  std::vector<Use> uses_{};
  std::shared_ptr<const Secret> secret_{};
};

inline constexpr std::size_t kLeastSecretBytes = 32;
inline constexpr std::size_t kMostSecretBytes = 1024;

}  // namespace mcp::jose
