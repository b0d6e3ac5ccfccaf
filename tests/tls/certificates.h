#pragma once

#include <string>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace tls_test {

/// A certificate and its key, as PEM.
struct Identity {
  std::string cert{};
  std::string key{};
};

/// Signs certificates, for one test.
class Authority {
 public:
  explicit Authority(const std::string& name = "Test CA");
  ~Authority();
  Authority(const Authority&) = delete;
  Authority& operator=(const Authority&) = delete;

  const std::string& cert() const { return cert_; }
  /// Valid for so many days from yesterday on.
  Identity issue(const std::string& name, int days = 30,
                 const char* hosts = "DNS:localhost,IP:127.0.0.1") const;

 private:
  EVP_PKEY* key_;
  X509* certificate_;
  std::string cert_;
};

/// The key, behind a passphrase.
std::string encrypted(const std::string& key);

}  // namespace tls_test
