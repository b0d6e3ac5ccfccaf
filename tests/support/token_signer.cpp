#include "token_signer.h"

#include <algorithm>
#include <array>
#include <utility>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <mcp/core/base64.h>

namespace tst {
namespace {

using mcp::jose::Algorithm;
using mcp::jose::KeyKind;
using Key = std::shared_ptr<evp_pkey_st>;

Key owned(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

Key make_key(Algorithm algorithm) {
  switch (mcp::jose::kind_for(algorithm)) {
    case KeyKind::rsa:
      return owned(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::size_t{2048}));
    case KeyKind::p256:
      return owned(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256"));
    case KeyKind::p384:
      return owned(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-384"));
    case KeyKind::ed25519:
      return owned(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    default:
      return nullptr;
  }
}

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

std::string text_of(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  std::string copy(text, static_cast<std::size_t>(size));
  BIO_free_all(bio);
  return copy;
}

/// A number of the key in base64url, as many bytes as it needs, or `size`.
std::string number(const Key& key, const char* name, int size = 0) {
  BIGNUM* value = nullptr;
  EVP_PKEY_get_bn_param(key.get(), name, &value);
  std::string bytes(static_cast<std::size_t>(size > 0 ? size : BN_num_bytes(value)), '\0');
  BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  BN_free(value);
  return to_base64url(bytes);
}

std::string mac(std::string_view secret, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), out.data(), &size);
  return {reinterpret_cast<const char*>(out.data()), size};
}

/// r and s one after the other, of `size` bytes each.
std::string from_der(const std::string& der, int size) {
  const auto* at = reinterpret_cast<const unsigned char*>(der.data());
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
  std::string bytes(2 * static_cast<std::size_t>(size), '\0');
  auto* out = reinterpret_cast<unsigned char*>(bytes.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair), out, size);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair), out + size, size);
  ECDSA_SIG_free(pair);
  return bytes;
}

}  // namespace

std::string to_base64url(std::string_view bytes) {
  std::string text = mcp::to_base64(bytes);
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  text.erase(std::min(text.find('='), text.size()));
  return text;
}

TokenSigner::TokenSigner(Algorithm algorithm, Key key, std::string secret)
    : algorithm_(algorithm), key_(std::move(key)), secret_(std::move(secret)) {}

TokenSigner::TokenSigner(Algorithm algorithm)
    : TokenSigner(algorithm, make_key(algorithm), "known to everybody, for tests alone") {}

TokenSigner TokenSigner::with_secret(std::string secret) {
  return {Algorithm::hs256, nullptr, std::move(secret)};
}

TokenSigner TokenSigner::unfit(std::string_view what) {
  const std::string type(what.substr(0, what.find(':')));
  const std::string rest(what.substr(std::min(type.size() + 1, what.size())));
  EVP_PKEY* key = type == "RSA"  ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", std::stoul(rest))
                  : type == "EC" ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", rest.c_str())
                                 : EVP_PKEY_Q_keygen(nullptr, nullptr, type.c_str());
  return {type == "RSA" ? Algorithm::rs256 : Algorithm::es256, owned(key), ""};
}

std::string TokenSigner::public_pem() const {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PUBKEY(bio, key_.get());
  return text_of(bio);
}

std::string TokenSigner::private_pem() const {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(bio, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
  return text_of(bio);
}

std::string TokenSigner::public_der() const {
  BIO* bio = BIO_new(BIO_s_mem());
  i2d_PUBKEY_bio(bio, key_.get());
  return text_of(bio);
}

std::string TokenSigner::jwk(std::string_view more) const {
  const auto object = [&](const std::string& members) { return "{" + members + std::string(more) + "}"; };
  const auto ec = [&](const std::string& curve, int size) {
    return object(R"("kty":"EC","crv":")" + curve + R"(","x":")" +
                  number(key_, OSSL_PKEY_PARAM_EC_PUB_X, size) + R"(","y":")" +
                  number(key_, OSSL_PKEY_PARAM_EC_PUB_Y, size) + '"');
  };
  switch (mcp::jose::kind_for(algorithm_)) {
    case KeyKind::rsa:
      return object(R"("kty":"RSA","n":")" + number(key_, OSSL_PKEY_PARAM_RSA_N) + R"(","e":")" +
                    number(key_, OSSL_PKEY_PARAM_RSA_E) + '"');
    case KeyKind::p256:
      return ec("P-256", 32);
    case KeyKind::p384:
      return ec("P-384", 48);
    case KeyKind::ed25519: {
      std::string x(32, '\0');
      std::size_t size = x.size();
      EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(x.data()), &size);
      return object(R"("kty":"OKP","crv":"Ed25519","x":")" + to_base64url(x) + '"');
    }
    default:
      return object(R"("kty":"oct","k":")" + to_base64url(secret_) + '"');
  }
}

std::string TokenSigner::sign(std::string_view text) const {
  if (algorithm_ == Algorithm::hs256) return mac(secret_, text);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_PKEY_CTX* padding = nullptr;
  EVP_DigestSignInit(context, &padding, digest_of(algorithm_), nullptr, key_.get());
  if (algorithm_ == Algorithm::ps256) {
    EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING);
    EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST);
  }
  std::string signature(1100, '\0');
  std::size_t size = signature.size();
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size,
                 reinterpret_cast<const unsigned char*>(text.data()), text.size());
  EVP_MD_CTX_free(context);
  signature.resize(size);
  if (algorithm_ == Algorithm::es256) return from_der(signature, 32);
  return algorithm_ == Algorithm::es384 ? from_der(signature, 48) : signature;
}

std::string TokenSigner::token(std::string_view payload, std::string_view header) const {
  const std::string plain = R"({"alg":")" + std::string(name_of(algorithm_)) + R"("})";
  const std::string text = to_base64url(header.empty() ? plain : header) + "." + to_base64url(payload);
  return text + "." + to_base64url(sign(text));
}

}  // namespace tst
