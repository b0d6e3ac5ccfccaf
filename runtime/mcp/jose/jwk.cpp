#include "jwk.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include <mcp/core/base64.h>
#include <mcp/core/members.h>
#include <mcp/jose/jws.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>

namespace mcp::jose {
namespace {

Error unusable(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

/// The bytes that a member stands for; none when it is missing or is not base64url.
std::string bytes_of(const Json& jwk, std::string_view name) {
  const std::string* text = find_text(jwk, name);
  return text == nullptr ? std::string() : from_base64url(*text).value_or("");
}

bool is_text(const Json& jwk, std::string_view name, std::string_view value) {
  const std::string* text = find_text(jwk, name);
  return text != nullptr && *text == value;
}

Result<KeyKind> read_kind(const Json& jwk) {
  if (is_text(jwk, "kty", "RSA")) return KeyKind::rsa;
  if (is_text(jwk, "kty", "oct")) return KeyKind::secret;
  if (is_text(jwk, "kty", "EC") && is_text(jwk, "crv", "P-256")) return KeyKind::p256;
  if (is_text(jwk, "kty", "EC") && is_text(jwk, "crv", "P-384")) return KeyKind::p384;
  if (is_text(jwk, "kty", "OKP") && is_text(jwk, "crv", "Ed25519")) return KeyKind::ed25519;
  return unusable("a key other than RSA, EC on P-256 or P-384, Ed25519 and oct");
}

/// How much work the RSA keys of a set may make: to check one takes the third power of its length.
class Work {
 public:
  bool is_left_for(std::string_view modulus) {
    const std::uint64_t needed = cube(modulus.size());
    if (needed > left_) return false;
    left_ -= needed;
    return true;
  }

 private:
  static constexpr std::uint64_t cube(std::uint64_t bytes) { return bytes * bytes * bytes; }

  std::uint64_t left_ = kMostLargeKeys * cube(4096 / 8);
};

Result<Key> read_rsa(const Json& jwk, Work& work) {
  const std::string modulus = bytes_of(jwk, "n");
  if (work.is_left_for(modulus)) return Key::rsa(modulus, bytes_of(jwk, "e"));
  return unusable("an RSA key that is too large for a set with so many");
}

Result<Key> read_key(const Json& jwk, KeyKind kind, Work& work) {
  switch (kind) {
    case KeyKind::rsa:
      return read_rsa(jwk, work);
    case KeyKind::secret:
      return Key::of_secret(bytes_of(jwk, "k"));
    case KeyKind::ed25519:
      return Key::ed25519(bytes_of(jwk, "x"));
    default:
      return Key::ec(kind, bytes_of(jwk, "x"), bytes_of(jwk, "y"));
  }
}

Result<std::optional<std::string>> read_kid(const Json& jwk) {
  const Json* kid = find_member(jwk, "kid");
  if (kid == nullptr) return std::optional<std::string>();
  const auto* text = kid->get_ptr<const std::string*>();
  if (text == nullptr || text->size() > kMostKidBytes) return unusable("a key whose `kid` is no short text");
  return std::optional(*text);
}

Result<std::optional<Algorithm>> read_algorithm(const Json& jwk, KeyKind kind) {
  if (find_member(jwk, "alg") == nullptr) return std::optional<Algorithm>();
  const std::string* name = find_text(jwk, "alg");
  const auto algorithm = name == nullptr ? std::nullopt : algorithm_named(*name);
  if (!algorithm || kind_for(*algorithm) != kind)
    return unusable("a key whose `alg` is not for it, or none that can be checked");
  return algorithm;
}

bool is_for_signatures(const Json& jwk) {
  if (find_member(jwk, "use") != nullptr && !is_text(jwk, "use", "sig")) return false;
  const Json* uses = find_member(jwk, "key_ops");
  return uses == nullptr || (uses->is_array() && std::ranges::find(*uses, Json("verify")) != uses->end());
}

Result<Jwk> read_jwk(const Json& jwk, Work& work) {
  if (!is_for_signatures(jwk)) return unusable("a key that is not for signatures");
  if (find_member(jwk, "d") != nullptr) return unusable("a private key, which only the issuer may have");
  const auto kind = read_kind(jwk);
  if (!kind) return kind.error();
  auto kid = read_kid(jwk);
  if (!kid) return kid.error();
  const auto algorithm = read_algorithm(jwk, *kind);
  if (!algorithm) return algorithm.error();
  auto key = read_key(jwk, *kind, work);
  if (!key) return key.error();
  return Jwk{.key = *std::move(key), .kid = *std::move(kid), .algorithm = *algorithm};
}

/// Whether a token could mean either, also where one of them turns out to be of no use.
bool are_twins(const Json& a, const Json& b) {
  const std::string* kid = find_text(a, "kid");
  return kid != nullptr && is_text(b, "kid", *kid) && is_for_signatures(a) && is_for_signatures(b);
}

/// With others of its list that have its `kid`: the same key again, or another one.
enum class Place { alone, repeated, with_twin };

Place place_among(const Json& keys, std::size_t at) {
  Place place = Place::alone;
  for (std::size_t other = 0; other < keys.size(); ++other) {
    if (other == at || !are_twins(keys[at], keys[other])) continue;
    if (keys[at] != keys[other]) return Place::with_twin;
    if (other < at) place = Place::repeated;
  }
  return place;
}

}  // namespace

Result<Jwks> read_jwks(std::string_view text) {
  if (text.size() > kMostJwksBytes) return unusable("it has more than 256 KiB");
  const auto read = read_json(text, {.depth = 16, .values = 20'000});
  const Json* root = std::get_if<Json>(&read);
  if (root == nullptr || !root->is_object()) return unusable("it is no JSON Web Key, and no set of them");
  const Json* keys = find_member(*root, "keys");
  if (keys != nullptr && (!keys->is_array() || keys->size() > kMostKeys))
    return unusable("its `keys` is no list of at most " + std::to_string(kMostKeys) + " keys");

  Work work;
  Jwks found{.is_set = keys != nullptr && !keys->empty()};
  const auto add = [&](const Json& each, const std::string& place) {
    auto jwk = read_jwk(each, work);
    if (jwk)
      found.keys.push_back(*std::move(jwk));
    else
      found.left_out.push_back(place + jwk.error().message);
  };
  if (keys == nullptr)
    add(*root, "");
  else
    for (std::size_t i = 0; i < keys->size(); ++i) {
      const Place place = place_among(*keys, i);
      const std::string name = "keys[" + std::to_string(i) + "]: ";
      if (place == Place::with_twin) found.left_out.push_back(name + "a key with the `kid` of another one");
      if (place == Place::alone) add((*keys)[i], name);
    }
  return found;
}

}  // namespace mcp::jose
