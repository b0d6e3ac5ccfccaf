#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/result.h>
#include <mcp/jose/jwk.h>
#include <mcp/jose/jws.h>

namespace mcp::jose {

/// The keys of one issuer, each for one algorithm. For any thread.
class KeySet {
 public:
  /// A key whose owner names no algorithm is for the only one of `algorithms` that fits it. Keys that are for
  /// none of them are left out, and so are too many for one without a `kid`. An error where no key remains,
  /// and where secrets and public keys would be mixed.
  static Result<KeySet> make(Jwks keys, const std::vector<Algorithm>& algorithms);

  /// A sentence for each key that is of no use here.
  const std::vector<std::string>& left_out() const { return left_out_; }

  /// Whether there is a key that the token may mean.
  bool has_key_for(const Jws& token) const { return !candidates(token).empty(); }
  /// Whether there is the one that it names: no other can have signed it.
  bool has_key_named_by(const Jws& token) const { return named_by(token) != nullptr; }
  /// Which of the keys that the token may mean signed it with that key's algorithm; else null.
  const Jwk* signer_of(const Jws& token) const;
  /// Whether there is this very key, for the same algorithm, whatever it is called.
  bool has(const Jwk& key) const;

 private:
  const Jwk* named_by(const Jws& token) const;
  std::vector<const Jwk*> candidates(const Jws& token) const;
  void add(Jwk key, const std::vector<Algorithm>& algorithms);

  std::vector<Jwk> keys_;
  std::vector<std::string> left_out_;
};

}  // namespace mcp::jose
