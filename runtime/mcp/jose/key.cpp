#include "key.h"

#include <algorithm>
#include <string>
#include <utility>

#include <mcp/jose/public_key.h>
#include <mcp/jose/signature.h>

namespace mcp::jose {
namespace {

Error unusable(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

std::size_t coordinate_bytes(KeyKind curve) { return curve == KeyKind::p256 ? 32 : 48; }

}  // namespace

class Key::Secret {
 public:
  explicit Secret(std::string_view bytes) : bytes_(bytes) {}
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret() { wipe(bytes_); }

  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

Key::Key(std::shared_ptr<const Secret> secret) : kind_(KeyKind::secret), secret_(std::move(secret)) {}

Key::Key(KeyKind kind, std::shared_ptr<const evp_pkey_st> key, std::vector<Use> uses)
    : kind_(kind), public_(std::move(key)), uses_(std::move(uses)) {}

Result<Key> Key::checked(const std::shared_ptr<evp_pkey_st>& key) {
  if (key == nullptr) return unusable("it is no public key");
  const Result<KeyKind> kind = check_public_key(*key);
  if (!kind) return kind.error();
  std::vector<Use> uses;
  for (const Algorithm algorithm : algorithms_for(*kind)) {
    uses.push_back({algorithm, make_ready(*key, algorithm)});
    if (uses.back().ready == nullptr) return unusable("the crypto library cannot use it");
  }
  return Key(*kind, key, std::move(uses));
}

Result<Key> Key::of_pem(std::string_view pem) {
  constexpr std::size_t kMostBytes = 16 * 1024;
  constexpr std::string_view kBegin = "-----BEGIN ";
  if (pem.size() > kMostBytes) return unusable("it has more than 16 KiB");
  if (pem.find("PRIVATE KEY-----") != std::string_view::npos)
    return unusable(
        "it is a private key, which only the issuer may have: `openssl pkey -pubout` shows its public one");
  if (pem.find("-----BEGIN CERTIFICATE-----") != std::string_view::npos)
    return unusable("it is a certificate: `openssl x509 -pubkey -noout` shows its public key");
  if (const std::size_t first = pem.find(kBegin); pem.find(kBegin, first + 1) != std::string_view::npos)
    return unusable("there is more than one key in it: a JSON Web Key Set can hold several");
  return checked(read_public_key(pem));
}

Result<Key> Key::rsa(std::string_view modulus, std::string_view exponent) {
  constexpr std::size_t kMostBytes = 1024;
  if (modulus.size() > kMostBytes || exponent.size() > kMostBytes)
    return unusable("an RSA key with a number of more than 8192 bits");
  return checked(rsa_public_key(modulus, exponent));
}

Result<Key> Key::ec(KeyKind curve, std::string_view x, std::string_view y) {
  if (x.size() != coordinate_bytes(curve) || y.size() != coordinate_bytes(curve))
    return unusable("the coordinates of an EC key have not the length of its curve");
  return checked(ec_public_key(curve, x, y));
}

Result<Key> Key::ed25519(std::string_view x) { return checked(ed25519_public_key(x)); }

Result<Key> Key::of_secret(std::string_view secret) {
  if (secret.size() < kLeastSecretBytes || secret.size() > kMostSecretBytes)
    return unusable("a secret has " + std::to_string(secret.size()) + " bytes, and not " +
                    std::to_string(kLeastSecretBytes) + " to " + std::to_string(kMostSecretBytes) +
                    ": `openssl rand -base64 32` makes a good one");
  // Everybody knows it, so that everybody could sign.
  if (secret.find("-----BEGIN ") != std::string_view::npos) return unusable("a secret is no PEM");
  return Key(std::make_shared<const Secret>(secret));
}

bool Key::verifies(Algorithm algorithm, std::string_view text, std::string_view signature) const {
  if (kind_for(algorithm) != kind_) return false;
  if (kind_ == KeyKind::secret) return is_mac_of(secret_->bytes(), text, signature);
  const auto use = std::ranges::find(uses_, algorithm, &Use::algorithm);
  return use != uses_.end() && is_signature_of(*use->ready, text, signature);
}

bool Key::is(const Key& other) const {
  if (kind_ != other.kind_) return false;
  if (kind_ == KeyKind::secret) return secret_->bytes() == other.secret_->bytes();
  return are_same(*public_, *other.public_);
}

}  // namespace mcp::jose
