#include "cipher.h"

#include <memory>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

namespace mcp::sealer {
namespace {

struct Free {
  void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, Free>;

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

/// The library counts in int; what is sealed is far below that.
int size(std::string_view text) { return static_cast<int>(text.size()); }

/// The library does not write through parameters that it reads, and takes no null for a text without bytes.
OSSL_PARAM octets(const char* name, std::string_view value) {
  return OSSL_PARAM_construct_octet_string(name, const_cast<char*>(value.empty() ? "" : value.data()),
                                           value.size());
}

}  // namespace

template <std::size_t Size>
SecretBytes<Size>::~SecretBytes() {
  OPENSSL_cleanse(bytes_.data(), Size);
}
template class SecretBytes<32>;

bool derive(std::string_view secret, std::string_view salt, std::string_view purpose,
            std::span<unsigned char> out) {
  static const std::unique_ptr<EVP_KDF, Free> hkdf(EVP_KDF_fetch(nullptr, "HKDF", nullptr));
  const std::unique_ptr<EVP_KDF_CTX, Free> context(hkdf == nullptr ? nullptr : EVP_KDF_CTX_new(hkdf.get()));
  char digest[] = "SHA256";
  const std::array<OSSL_PARAM, 5> parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest, 0),
      octets(OSSL_KDF_PARAM_KEY, secret),
      octets(OSSL_KDF_PARAM_SALT, salt),
      octets(OSSL_KDF_PARAM_INFO, purpose),
      OSSL_PARAM_construct_end(),
  };
  return context != nullptr && EVP_KDF_derive(context.get(), out.data(), out.size(), parameters.data()) == 1;
}

std::optional<std::string> encrypt(const Key& key, std::string_view nonce, std::string_view context,
                                   std::string_view text) {
  const Cipher cipher(EVP_CIPHER_CTX_new());
  std::string out(text.size() + kTagBytes, '\0');
  int written = 0;
  const bool done =
      cipher != nullptr && nonce.size() == kNonceBytes &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.bytes().data(), bytes(nonce)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &written, bytes(context), size(context)) == 1 &&
      EVP_EncryptUpdate(cipher.get(), bytes(out), &written, bytes(text), size(text)) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), bytes(out) + text.size(), &written) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, bytes(out) + text.size()) == 1;
  return done ? std::optional(std::move(out)) : std::nullopt;
}

std::optional<std::string> decrypt(const Key& key, std::string_view nonce, std::string_view context,
                                   std::string_view encrypted) {
  if (encrypted.size() < kTagBytes || nonce.size() != kNonceBytes) return {};
  const std::string_view text = encrypted.substr(0, encrypted.size() - kTagBytes);
  std::string tag(encrypted.substr(text.size()));
  const Cipher cipher(EVP_CIPHER_CTX_new());
  std::string out(text.size() + kTagBytes, '\0');
  int written = 0;
  const bool done =
      cipher != nullptr &&
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, key.bytes().data(), bytes(nonce)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &written, bytes(context), size(context)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), bytes(out), &written, bytes(text), size(text)) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), bytes(out) + text.size(), &written) == 1;
  if (!done) return {};
  out.resize(text.size());
  return out;
}

}  // namespace mcp::sealer
