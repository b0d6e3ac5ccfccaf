#include "key_hash.h"

#include <cstring>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace mcp::auth::keys {
namespace {

Result<Mac> mac_of(std::string_view secret, std::string_view text) {
  Mac mac{};
  unsigned size = 0;
  const unsigned char* made =
      HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), mac.data(), &size);
  if (made == nullptr || size != mac.size())
    return Error{Error::Code::unavailable, "the crypto library makes no HMAC-SHA-256"};
  return mac;
}

}  // namespace

KeyHash::~KeyHash() { OPENSSL_cleanse(secret_.data(), secret_.size()); }

Result<KeyHash> KeyHash::make(std::string_view secret, std::string_view pepper) {
  const auto mixed = mac_of(secret, pepper);
  if (!mixed) return mixed.error();
  return KeyHash(*mixed);
}

Result<Mac> KeyHash::of(std::string_view text) const { return mac_of(bytes_of(secret_), text); }

bool is_same(const Mac& mac, std::string_view stored) {
  return stored.size() == mac.size() && CRYPTO_memcmp(mac.data(), stored.data(), mac.size()) == 0;
}

std::string_view bytes_of(const Mac& mac) { return {reinterpret_cast<const char*>(mac.data()), mac.size()}; }

std::int64_t tag_of(const Mac& mac) {
  std::int64_t tag = 0;
  for (std::size_t i = 0; i < sizeof tag; ++i)
    tag = static_cast<std::int64_t>(static_cast<std::uint64_t>(tag) << 8 | mac[i]);
  return tag;
}

}  // namespace mcp::auth::keys
