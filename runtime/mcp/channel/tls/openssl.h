#pragma once

#include <memory>
#include <string>

#include <openssl/ssl.h>

namespace mcp::channel {

/// What OpenSSL allocated, and how it is given back.
template <typename T, void (*free_it)(T*)>
struct FreedBy {
  void operator()(T* object) const { free_it(object); }
};
using Ssl = std::unique_ptr<SSL, FreedBy<SSL, SSL_free>>;
using SslContext = std::unique_ptr<SSL_CTX, FreedBy<SSL_CTX, SSL_CTX_free>>;
using Certificate = std::unique_ptr<X509, FreedBy<X509, X509_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, FreedBy<EVP_PKEY, EVP_PKEY_free>>;
using Bio = std::unique_ptr<BIO, FreedBy<BIO, BIO_free_all>>;

/// What went wrong last on this thread, in OpenSSL's words. Forgets it.
std::string openssl_complaint();

/// What a BIO in memory holds.
std::string text_of(BIO& bio);

}  // namespace mcp::channel
