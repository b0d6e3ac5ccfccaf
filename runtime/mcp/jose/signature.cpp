#include "signature.h"

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

using Context = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// Null for Ed25519, which has its own.
const EVP_MD* digest_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::rs384:
    case Algorithm::es384:
      return EVP_sha384();
    case Algorithm::rs512:
      return EVP_sha512();
    case Algorithm::eddsa:
      return nullptr;
    default:
      return EVP_sha256();
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

bool verify(const EVP_MD_CTX& key, std::string_view text, std::string_view signature) {
  const Context context(EVP_MD_CTX_new());
  const bool verified =
      context != nullptr && EVP_MD_CTX_copy_ex(context.get(), &key) == 1 &&
      EVP_DigestVerify(context.get(), bytes(signature), signature.size(), bytes(text), text.size()) == 1;
  ERR_clear_error();
  return verified;
}

}  // namespace

ReadyKey make_ready(evp_pkey_st& key, Algorithm algorithm) {
  Context context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* padding = nullptr;
  if (context == nullptr ||
      EVP_DigestVerifyInit(context.get(), &padding, digest_of(algorithm), nullptr, &key) != 1 ||
      (algorithm == Algorithm::ps256 && !use_pss(padding)))
    return nullptr;
  return ReadyKey(std::move(context));
}

bool is_signature_of(const evp_md_ctx_st& key, Algorithm algorithm, std::string_view text,
                     std::string_view signature) {
  if (algorithm == Algorithm::es256) return verify(key, text, to_der(signature, 32));
  if (algorithm == Algorithm::es384) return verify(key, text, to_der(signature, 48));
  return verify(key, text, signature);
}

bool is_mac_of(std::string_view secret, std::string_view text, std::string_view mac) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> right{};
  unsigned size = 0;
  return HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes(text), text.size(),
              right.data(), &size) != nullptr &&
         mac.size() == size && CRYPTO_memcmp(mac.data(), right.data(), size) == 0;
}

void wipe(std::string& secret) { OPENSSL_cleanse(secret.data(), secret.size()); }

}  // namespace mcp::jose
