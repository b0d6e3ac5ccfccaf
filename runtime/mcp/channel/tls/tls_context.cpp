#include "tls_context.h"

#include <iterator>
#include <string>
#include <string_view>

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <mcp/channel/tls/pem.h>
#include <mcp/core/log.h>

namespace mcp::channel {
namespace {

/// Authenticated encryption with keys of their own for each connection; TLS 1.3 has nothing else.
constexpr const char* kCiphersOf12 = "ECDHE+AESGCM:ECDHE+CHACHA20";
/// What is as strong as RSA with 2048 bits, or stronger.
constexpr int kSecurityLevel = 2;
/// How long a client may come back without showing its certificate again.
constexpr long kTicketSeconds = 300;
constexpr std::string_view kTicketContext = "mcpgen";

Error cannot(const std::string& what) {
  return {Error::Code::invalid_params, what + ": " + openssl_complaint()};
}

std::string time_text(const ASN1_TIME* time) {
  const Bio bio(BIO_new(BIO_s_mem()));
  ASN1_TIME_print(bio.get(), time);
  return text_of(*bio);
}

void warn_of_its_time(const X509& certificate) {
  if (const ASN1_TIME* end = X509_get0_notAfter(&certificate); X509_cmp_current_time(end) < 0)
    log_line(LogLevel::warning, "the certificate of server.tls.cert has expired: clients will refuse it",
             {{"on", time_text(end)}});
  if (const ASN1_TIME* begin = X509_get0_notBefore(&certificate); X509_cmp_current_time(begin) > 0)
    log_line(LogLevel::warning, "the certificate of server.tls.cert is not valid yet: clients will refuse it",
             {{"until", time_text(begin)}});
}

void set_manners(SSL_CTX& context, Tls::Version least) {
  SSL_CTX_set_min_proto_version(&context, least == Tls::Version::v1_3 ? TLS1_3_VERSION : TLS1_2_VERSION);
  SSL_CTX_set_security_level(&context, kSecurityLevel);
  SSL_CTX_set_cipher_list(&context, kCiphersOf12);
  SSL_CTX_set_options(&context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  // An idle connection keeps no buffers; what could not be sent may have moved when it is tried again.
  SSL_CTX_set_mode(&context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                 SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // Whoever comes back brings its session along, sealed in a ticket: nothing is kept here.
  SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_timeout(&context, kTicketSeconds);
  SSL_CTX_set_session_id_context(&context, reinterpret_cast<const unsigned char*>(kTicketContext.data()),
                                 static_cast<unsigned>(kTicketContext.size()));
}

Result<void> set_identity(SSL_CTX& context, const Tls::Options& options) {
  auto chain = read_certificates("server.tls.cert", options.cert);
  if (!chain) return chain.error();
  const auto key = read_key("server.tls.key", options.key);
  if (!key) return key.error();
  if (SSL_CTX_use_certificate(&context, chain->front().get()) != 1)
    return cannot("server.tls.cert: the certificate cannot be used");
  for (auto next = std::next(chain->begin()); next != chain->end(); ++next) {
    if (SSL_CTX_add1_chain_cert(&context, next->get()) != 1)
      return cannot("server.tls.cert: a certificate after the first cannot be used");
  }
  if (X509_check_private_key(chain->front().get(), key->get()) != 1) {
    ERR_clear_error();
    return Error{
        Error::Code::invalid_params,
        "server.tls.key: the key does not belong to the certificate of server.tls.cert, which has to "
        "come first in its file"};
  }
  if (SSL_CTX_use_PrivateKey(&context, key->get()) != 1)
    return cannot("server.tls.key: the key cannot be used");
  warn_of_its_time(*chain->front());
  return {};
}

Result<void> ask_clients(SSL_CTX& context, const std::string& client_ca) {
  const auto signers = read_certificates("server.tls.clientCa", client_ca);
  if (!signers) return signers.error();
  X509_STORE* trusted = SSL_CTX_get_cert_store(&context);
  for (const Certificate& signer : *signers) {
    if (X509_STORE_add_cert(trusted, signer.get()) != 1 || SSL_CTX_add_client_CA(&context, signer.get()) != 1)
      return cannot("server.tls.clientCa: a certificate cannot be used");
  }
  // What the operator lists is trusted, signed by somebody else or not.
  X509_STORE_set_flags(trusted, X509_V_FLAG_PARTIAL_CHAIN);
  SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  // A ticket would let a client in whose certificate has expired, or is trusted no longer.
  SSL_CTX_set_options(&context, SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(&context, 0);
  return {};
}

}  // namespace

Result<SslContext> make_context(const Tls::Options& options) {
  ERR_clear_error();
  SslContext context(SSL_CTX_new(TLS_server_method()));
  if (context == nullptr) return cannot("TLS cannot be used");
  set_manners(*context, options.min_version);
  if (auto set = set_identity(*context, options); !set) return set.error();
  if (options.client_ca.empty()) return context;
  if (auto asked = ask_clients(*context, options.client_ca); !asked) return asked.error();
  return context;
}

}  // namespace mcp::channel
