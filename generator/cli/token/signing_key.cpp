#include "cli/token/signing_key.h"

#include <array>
#include <cstddef>
#include <utility>

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>

#include <mcp/core/base64.h>
#include <mcp/jose/freed_by.h>
#include <mcp/jose/key.h>
#include <mcp/json/writer.h>

namespace mcpgen {
namespace {

using mcp::Json;
using mcp::Result;
using mcp::jose::Algorithm;
using mcp::jose::KeyKind;
using mcp::jose::Owned;
using Text = Owned<BIO, BIO_free_all>;
using PrivateKey = std::shared_ptr<evp_pkey_st>;

mcp::Error unusable(std::string why) { return {mcp::Error::Code::invalid_params, std::move(why)}; }

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string text_of(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "";
}

std::string public_pem_of(evp_pkey_st* key) {
  const Text text(BIO_new(BIO_s_mem()));
  if (text == nullptr || PEM_write_bio_PUBKEY(text.get(), key) != 1) return {};
  return text_of(text.get());
}

/// A number of the key in base64url: as many bytes as it needs, or `size`.
std::string number(evp_pkey_st* key, const char* name, int size = 0) {
  BIGNUM* found = nullptr;
  EVP_PKEY_get_bn_param(key, name, &found);
  const Owned<BIGNUM, BN_free> value(found);
  if (value == nullptr) return {};
  std::string out(static_cast<std::size_t>(size > 0 ? size : BN_num_bytes(found)), '\0');
  BN_bn2binpad(found, reinterpret_cast<unsigned char*>(out.data()), static_cast<int>(out.size()));
  return mcp::to_base64url(out);
}

/// r and s one after the other, as a token has them; "" where it is none.
std::string from_der(const std::string& der, int size) {
  const unsigned char* at = bytes(der);
  const Owned<ECDSA_SIG, ECDSA_SIG_free> pair(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  if (pair == nullptr) return {};
  std::string out(2 * static_cast<std::size_t>(size), '\0');
  auto* to = reinterpret_cast<unsigned char*>(out.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), to, size);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), to + size, size);
  return out;
}

std::string mac(const std::string& secret, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned size = 0;
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes(text), text.size(), out.data(),
           &size) == nullptr)
    return {};
  return {reinterpret_cast<const char*>(out.data()), size};
}

/// Never asks for a passphrase at the terminal.
int no_passphrase(char*, int, int, void*) { return -1; }

}  // namespace

SigningKey::SigningKey(Algorithm algorithm, PrivateKey key, std::string secret)
    : algorithm_(algorithm), key_(std::move(key)), secret_(std::move(secret)) {}

Result<SigningKey> SigningKey::generate(KeyKind kind) {
  constexpr std::size_t kRsaBits = 2048;
  EVP_PKEY* key = kind == KeyKind::rsa    ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", kRsaBits)
                  : kind == KeyKind::p256 ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")
                                          : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  if (key == nullptr) return unusable("the crypto library made no key");
  return SigningKey(mcp::jose::algorithms_for(kind).front(), PrivateKey(key, EVP_PKEY_free), "");
}

Result<SigningKey> SigningKey::of_pem(std::string_view pem) {
  const Text text(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  EVP_PKEY* read =
      text == nullptr ? nullptr : PEM_read_bio_PrivateKey(text.get(), nullptr, no_passphrase, nullptr);
  if (read == nullptr) return unusable("it is no private key in PEM without a passphrase");
  PrivateKey key(read, EVP_PKEY_free);
  // What no server of ours would check signs nothing here.
  const Result<mcp::jose::Key> checks = mcp::jose::Key::of_pem(public_pem_of(read));
  if (!checks) return checks.error();
  return SigningKey(mcp::jose::algorithms_for(checks->kind()).front(), std::move(key), "");
}

Result<SigningKey> SigningKey::of_secret(std::string secret) {
  const Result<mcp::jose::Key> checks = mcp::jose::Key::of_secret(secret);
  if (!checks) return checks.error();
  return SigningKey(Algorithm::hs256, nullptr, std::move(secret));
}

std::string SigningKey::private_pem() const {
  const Text text(BIO_new(BIO_s_mem()));
  if (text == nullptr ||
      PEM_write_bio_PrivateKey(text.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return {};
  return text_of(text.get());
}

std::string SigningKey::public_pem() const { return public_pem_of(key_.get()); }

Json SigningKey::public_jwk() const {
  switch (mcp::jose::kind_for(algorithm_)) {
    case KeyKind::rsa:
      return {{"kty", "RSA"},
              {"n", number(key_.get(), OSSL_PKEY_PARAM_RSA_N)},
              {"e", number(key_.get(), OSSL_PKEY_PARAM_RSA_E)}};
    case KeyKind::p256:
    case KeyKind::p384: {
      const bool small = algorithm_ == Algorithm::es256;
      const int size = small ? 32 : 48;
      return {{"kty", "EC"},
              {"crv", small ? "P-256" : "P-384"},
              {"x", number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_X, size)},
              {"y", number(key_.get(), OSSL_PKEY_PARAM_EC_PUB_Y, size)}};
    }
    default: {
      std::string x(32, '\0');
      std::size_t size = x.size();
      EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(x.data()), &size);
      return {{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", mcp::to_base64url(x)}};
    }
  }
}

std::string SigningKey::sign(std::string_view text) const {
  if (algorithm_ == Algorithm::hs256) return mac(secret_, text);
  const EVP_MD* digest = algorithm_ == Algorithm::eddsa   ? nullptr
                         : algorithm_ == Algorithm::es384 ? EVP_sha384()
                                                          : EVP_sha256();
  const Owned<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  std::string signature(1100, '\0');
  std::size_t size = signature.size();
  if (context == nullptr || EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key_.get()) != 1 ||
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes(text),
                     text.size()) != 1)
    return {};
  signature.resize(size);
  if (algorithm_ == Algorithm::es256) return from_der(signature, 32);
  return algorithm_ == Algorithm::es384 ? from_der(signature, 48) : signature;
}

Result<std::string> SigningKey::token(Json header, const Json& claims) const {
  header["alg"] = name_of(algorithm_);
  const std::string text =
      mcp::to_base64url(mcp::to_text(header)) + "." + mcp::to_base64url(mcp::to_text(claims));
  const std::string signature = sign(text);
  if (signature.empty()) return unusable("the crypto library signed nothing");
  return text + "." + mcp::to_base64url(signature);
}

}  // namespace mcpgen
