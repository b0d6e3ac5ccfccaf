#include "certificates.h"

#include <atomic>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace tls_test {
namespace {

constexpr long kDay = 24 * 60 * 60;

std::string take_text(BIO* bio) {
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio, &text);
  std::string out(text, static_cast<std::size_t>(size));
  BIO_free(bio);
  return out;
}

std::string pem(X509* certificate) {
  BIO* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, certificate);
  return take_text(bio);
}

std::string pem(EVP_PKEY* key, const char* passphrase = nullptr) {
  BIO* bio = BIO_new(BIO_s_mem());
  const EVP_CIPHER* cipher = passphrase == nullptr ? nullptr : EVP_aes_256_cbc();
  PEM_write_bio_PKCS8PrivateKey(bio, key, cipher, passphrase, passphrase == nullptr ? 0 : 4, nullptr,
                                nullptr);
  return take_text(bio);
}

void extend(X509* certificate, int what, const char* value) {
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, what, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

/// Everything but the signature.
X509* describe(const std::string& name, EVP_PKEY* key, const X509_NAME* issuer, int days) {
  static std::atomic<long> serial = 1;
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate), (days - 1) * kDay);
  X509_set_pubkey(certificate, key);
  X509_NAME* subject = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate, issuer == nullptr ? subject : issuer);
  return certificate;
}

}  // namespace

Authority::Authority(const std::string& name)
    : key_(EVP_EC_gen("P-256")), certificate_(describe(name, key_, nullptr, 365)) {
  extend(certificate_, NID_basic_constraints, "critical,CA:TRUE");
  extend(certificate_, NID_key_usage, "critical,keyCertSign");
  X509_sign(certificate_, key_, EVP_sha256());
  cert_ = pem(certificate_);
}

Authority::~Authority() {
  X509_free(certificate_);
  EVP_PKEY_free(key_);
}

Identity Authority::issue(const std::string& name, int days, const char* hosts) const {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = describe(name, key, X509_get_subject_name(certificate_), days);
  extend(certificate, NID_subject_alt_name, hosts);
  X509_sign(certificate, key_, EVP_sha256());
  Identity identity{pem(certificate), pem(key)};
  X509_free(certificate);
  EVP_PKEY_free(key);
  return identity;
}

std::string encrypted(const std::string& key) {
  BIO* bio = BIO_new_mem_buf(key.data(), static_cast<int>(key.size()));
  EVP_PKEY* read = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  std::string text = pem(read, "word");
  EVP_PKEY_free(read);
  return text;
}

}  // namespace tls_test
