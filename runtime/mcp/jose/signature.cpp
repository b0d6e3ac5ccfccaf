#include "signature.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include <mcp/jose/freed_by.h>

namespace mcp::jose {
namespace {

using Context = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using WholeContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using Digest = Owned<EVP_MD, EVP_MD_free>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

const char* digest_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::rs384:
    case Algorithm::es384:
      return "SHA384";
    case Algorithm::rs512:
      return "SHA512";
    default:
      return "SHA256";
  }
}

/// A token has r and s one after the other, the library wants them in DER; "" where they are not of `size`
/// bytes each.
std::string to_der(std::string_view signature, std::size_t size) {
  if (signature.size() != 2 * size) return {};
  const Owned<ECDSA_SIG, ECDSA_SIG_free> pair(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(bytes(signature), static_cast<int>(size), nullptr);
  BIGNUM* s = BN_bin2bn(bytes(signature.substr(size)), static_cast<int>(size), nullptr);
  if (pair == nullptr || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  std::array<unsigned char, 128> der{};
  unsigned char* end = der.data();
  const int length = i2d_ECDSA_SIG(pair.get(), &end);
  return {reinterpret_cast<const char*>(der.data()), static_cast<std::size_t>(length > 0 ? length : 0)};
}

bool use_pss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

}  // namespace

struct ReadyKey {
  Algorithm algorithm;
  Digest digest{};
  Context for_digest{};
  WholeContext for_whole{};    ///< in place of both for Ed25519, which hashes in its own way
  std::size_t most_bytes = 0;  ///< of a signature as the library takes it
};

namespace {

bool verify_digest(const ReadyKey& key, std::string_view text, std::string_view signature) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  const Context context(EVP_PKEY_CTX_dup(key.for_digest.get()));
  return context != nullptr &&
         EVP_Digest(text.data(), text.size(), digest.data(), &size, key.digest.get(), nullptr) == 1 &&
         EVP_PKEY_verify(context.get(), bytes(signature), signature.size(), digest.data(), size) == 1;
}

bool verify_whole(const ReadyKey& key, std::string_view text, std::string_view signature) {
  const WholeContext context(EVP_MD_CTX_new());
  return context != nullptr && EVP_MD_CTX_copy_ex(context.get(), key.for_whole.get()) == 1 &&
         EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
}

/// RFC 8017 wants all bytes of the number, also those that are 0; for PSS the library does not.
bool verify_rsa(const ReadyKey& key, std::string_view text, std::string_view signature) {
  return signature.size() == key.most_bytes && verify_digest(key, text, signature);
}

bool prepare(ReadyKey& ready, evp_pkey_st& key) {
  ready.most_bytes = static_cast<std::size_t>(std::max(EVP_PKEY_get_size(&key), 0));
  if (ready.algorithm == Algorithm::eddsa) {
    ready.for_whole.reset(EVP_MD_CTX_new());
    return ready.for_whole != nullptr &&
           EVP_DigestVerifyInit(ready.for_whole.get(), nullptr, nullptr, nullptr, &key) == 1;
  }
  ready.digest.reset(EVP_MD_fetch(nullptr, digest_of(ready.algorithm), nullptr));
  ready.for_digest.reset(EVP_PKEY_CTX_new_from_pkey(nullptr, &key, nullptr));
  return ready.digest != nullptr && ready.for_digest != nullptr &&
         EVP_PKEY_verify_init(ready.for_digest.get()) == 1 &&
         EVP_PKEY_CTX_set_signature_md(ready.for_digest.get(), ready.digest.get()) == 1 &&
         (ready.algorithm != Algorithm::ps256 || use_pss(ready.for_digest.get()));
}

}  // namespace

std::shared_ptr<const ReadyKey> make_ready(evp_pkey_st& key, Algorithm algorithm) {
  auto ready = std::make_shared<ReadyKey>(ReadyKey{.algorithm = algorithm});
  const bool prepared = prepare(*ready, key);
  ERR_clear_error();
  return prepared ? ready : nullptr;
}

bool is_signature_of(const ReadyKey& key, std::string_view text, std::string_view signature) {
  const bool verified = key.algorithm == Algorithm::eddsa   ? verify_whole(key, text, signature)
                        : key.algorithm == Algorithm::es256 ? verify_digest(key, text, to_der(signature, 32))
                        : key.algorithm == Algorithm::es384 ? verify_digest(key, text, to_der(signature, 48))
                                                            : verify_rsa(key, text, signature);
  ERR_clear_error();
  return verified;
}

bool is_mac_of(std::string_view secret, std::string_view text, std::string_view mac) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> right{};
  unsigned size = 0;
  return HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes(text), text.size(),
              right.data(), &size) != nullptr &&
         mac.size() == size && CRYPTO_memcmp(mac.data(), right.data(), size) == 0;
}

void wipe(std::string& secret) {
  OPENSSL_cleanse(secret.data(), secret.size());
  secret.clear();
}

}  // namespace mcp::jose
