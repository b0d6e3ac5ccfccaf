#include "key_set.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace mcp::jose {
namespace {

Error unusable(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

/// To look who signed one token. Issuers that give no names change from one key to the next.
constexpr std::ptrdiff_t kMostTried = 4;

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
  for (Jwk& each : keys.keys) set.add(std::move(each), algorithms);
  if (!set.keys_.empty()) return set;
  return unusable(set.left_out_.empty() ? "there is no key" : "no key can be used: " + set.left_out_.front());
}

void KeySet::add(Jwk key, const std::vector<Algorithm>& algorithms) {
  const Result<Algorithm> algorithm = algorithm_for(key, algorithms);
  if (!algorithm) return left_out_.push_back(algorithm.error().message);
  key.algorithm = *algorithm;
  const auto same = [&](const Jwk& other) { return !other.kid && other.algorithm == key.algorithm; };
  if (!key.kid && std::ranges::count_if(keys_, same) == kMostTried)
    return left_out_.push_back("a key without a `kid`, of too many for " + std::string(name_of(*algorithm)));
  keys_.push_back(std::move(key));
}

const Jwk* KeySet::named_by(const Jws& token) const {
  const auto found = std::ranges::find_if(keys_, [&](const Jwk& each) {
    return token.kid && each.kid == token.kid && each.algorithm == token.algorithm;
  });
  return found == keys_.end() ? nullptr : &*found;
}

/// Whether one is meant cannot be told unless both have names.
std::vector<const Jwk*> KeySet::candidates(const Jws& token) const {
  if (const Jwk* named = named_by(token)) return {named};
  std::vector<const Jwk*> found;
  for (const Jwk& each : keys_) {
    if (each.algorithm == token.algorithm && (!token.kid || !each.kid)) found.push_back(&each);
  }
  if (std::ssize(found) > kMostTried) found.clear();
  return found;
}

const Jwk* KeySet::signer_of(const Jws& token) const {
  for (const Jwk* each : candidates(token)) {
    if (each->key.verifies(*each->algorithm, token.signed_text, token.signature)) return each;
  }
  return nullptr;
}

bool KeySet::has(const Jwk& key) const {
  return std::ranges::any_of(
      keys_, [&](const Jwk& each) { return each.algorithm == key.algorithm && each.key.is(key.key); });
}

}  // namespace mcp::jose
