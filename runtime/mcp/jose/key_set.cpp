#include "key_set.h"

#include <algorithm>
#include <utility>

namespace mcp::jose {
namespace {

Error unusable(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

bool is_for_secrets(Algorithm algorithm) { return kind_for(algorithm) == KeyKind::secret; }

/// The algorithm of a key, or why it has none.
Result<Algorithm> algorithm_for(const Jwk& jwk, const std::vector<Algorithm>& allowed) {
  if (jwk.algorithm) {
    if (std::ranges::find(allowed, *jwk.algorithm) == allowed.end())
      return unusable("a key for " + std::string(name_of(*jwk.algorithm)) +
                      ", which is not among the algorithms");
    return *jwk.algorithm;
  }
  const auto fits = [&](Algorithm each) { return kind_for(each) == jwk.key.kind(); };
  const auto first = std::ranges::find_if(allowed, fits);
  if (first == allowed.end()) return unusable("a key that none of the algorithms is for");
  if (std::find_if(first + 1, allowed.end(), fits) != allowed.end())
    return unusable("a key that several of the algorithms are for, and without an `alg` that names one");
  return *first;
}

}  // namespace

Result<KeySet> KeySet::make(Jwks keys, const std::vector<Algorithm>& algorithms) {
  if (algorithms.empty()) return unusable("there is no algorithm");
  if (!std::ranges::all_of(algorithms, is_for_secrets) && std::ranges::any_of(algorithms, is_for_secrets))
    return unusable("HS256 cannot be mixed with algorithms for public keys");
  KeySet set;
  set.left_out_ = std::move(keys.left_out);
  for (Jwk& each : keys.keys) {
    if (auto added = set.add(std::move(each), algorithms); !added) return added.error();
  }
  if (!set.keys_.empty()) return set;
  return unusable(set.left_out_.empty() ? "there is no key" : "no key can be used: " + set.left_out_.front());
}

Result<void> KeySet::add(Jwk key, const std::vector<Algorithm>& algorithms) {
  const Result<Algorithm> algorithm = algorithm_for(key, algorithms);
  if (!algorithm) {
    left_out_.push_back(algorithm.error().message);
    return {};
  }
  key.algorithm = *algorithm;
  const auto same = [&](const Jwk& other) { return !other.kid && other.algorithm == key.algorithm; };
  if (!key.kid && std::ranges::any_of(keys_, same))
    return unusable("two keys for the same algorithm have no `kid`");
  keys_.push_back(std::move(key));
  return {};
}

const Jwk* KeySet::find(const Jws& token) const {
  const Jwk* found = nullptr;
  for (const Jwk& each : keys_) {
    if (each.algorithm != token.algorithm) continue;
    if (token.kid && each.kid == token.kid) return &each;
    if (token.kid && each.kid) continue;
    // Without names on both sides only a key that is alone can be meant.
    if (found != nullptr) return nullptr;
    found = &each;
  }
  return found;
}

const Jwk* KeySet::signer_of(const Jws& token) const {
  const Jwk* jwk = find(token);
  const bool is_signer =
      jwk != nullptr && jwk->key.verifies(*jwk->algorithm, token.signed_text, token.signature);
  return is_signer ? jwk : nullptr;
}

bool KeySet::has(const Jwk& key) const {
  return std::ranges::any_of(
      keys_, [&](const Jwk& each) { return each.algorithm == key.algorithm && each.key.is(key.key); });
}

}  // namespace mcp::jose
