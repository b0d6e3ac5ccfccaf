#include "pem.h"

#include <utility>

#include <openssl/err.h>
#include <openssl/pem.h>

#include <mcp/core/environment.h>

namespace mcp::channel {
namespace {

Error unusable(const std::string& name, const std::string& why) {
  return {Error::Code::invalid_params, name + ": " + why};
}

Bio memory(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// Instead of asking on the terminal.
int no_passphrase(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

/// Nothing but the end of the text stopped the reading.
bool at_end() {
  const unsigned long error = ERR_peek_last_error();
  return ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
}

}  // namespace

Result<std::string> read_pem(const std::string& name, const std::string& text) {
  auto value = expand(text);
  if (!value) return unusable(name, value.error().message);
  if (value->find("-----BEGIN ") != std::string::npos) return value;
  auto file = read_value_file(*value);
  if (!file) return unusable(name, file.error().message);
  return file;
}

Result<std::vector<Certificate>> read_certificates(const std::string& name, const std::string& text) {
  const auto pem = read_pem(name, text);
  if (!pem) return pem.error();
  std::vector<Certificate> found;
  const Bio bio = memory(*pem);
  while (X509* next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) found.emplace_back(next);
  if (!at_end()) return unusable(name, "a certificate cannot be read: " + openssl_complaint());
  ERR_clear_error();
  if (found.empty())
    return unusable(name, "there is no certificate in it: it takes PEM, `-----BEGIN CERTIFICATE-----`");
  return found;
}

Result<PrivateKey> read_key(const std::string& name, const std::string& text) {
  const auto pem = read_pem(name, text);
  if (!pem) return pem.error();
  bool encrypted = false;
  PrivateKey key(PEM_read_bio_PrivateKey(memory(*pem).get(), nullptr, no_passphrase, &encrypted));
  if (encrypted)
    return unusable(name, "the key has a passphrase: take it away with `openssl pkey -in OLD -out NEW`");
  if (key == nullptr)
    return unusable(name, "there is no private key in it that can be read (" + openssl_complaint() +
                              "): it takes PEM, `-----BEGIN PRIVATE KEY-----`");
  return key;
}

}  // namespace mcp::channel
