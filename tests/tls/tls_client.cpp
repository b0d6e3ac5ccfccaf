#include "tls_client.h"

#include <algorithm>
#include <array>

#include <poll.h>
#include <sys/socket.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace tls_test {
namespace {

using Clock = std::chrono::steady_clock;

void show(SSL_CTX* context, const Identity& identity) {
  BIO* bio = BIO_new_mem_buf(identity.cert.data(), static_cast<int>(identity.cert.size()));
  X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  bio = BIO_new_mem_buf(identity.key.data(), static_cast<int>(identity.key.size()));
  EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
  BIO_free(bio);
  SSL_CTX_use_certificate(context, certificate);
  SSL_CTX_use_PrivateKey(context, key);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

}  // namespace

TlsClient::TlsClient(std::uint16_t port, const Options& options)
    : context_(SSL_CTX_new(TLS_client_method())),
      ssl_(nullptr),
      incoming_(BIO_new(BIO_s_mem())),
      outgoing_(BIO_new(BIO_s_mem())),
      socket_(port),
      step_(options.step) {
  SSL_CTX_set_security_level(context_, 0);
  SSL_CTX_set_min_proto_version(context_, options.version);
  SSL_CTX_set_max_proto_version(context_, options.version);
  if (!options.identity.cert.empty()) show(context_, options.identity);
  ssl_ = SSL_new(context_);
  SSL_set_bio(ssl_, incoming_, outgoing_);
  SSL_set_connect_state(ssl_);
  if (options.session != nullptr) SSL_set_session(ssl_, options.session);
}

TlsClient::~TlsClient() {
  SSL_free(ssl_);
  SSL_CTX_free(context_);
}

std::string TlsClient::pending() {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(outgoing_, &bytes);
  std::string out(bytes, static_cast<std::size_t>(size));
  (void)BIO_reset(outgoing_);
  return out;
}

void TlsClient::pass_on() {
  const std::string bytes = pending();
  const std::size_t step = step_ == 0 ? bytes.size() : step_;
  for (std::size_t at = 0; at < bytes.size(); at += step)
    socket_.send(std::string_view(bytes).substr(at, step));
}

/// Repeats `step` with what the server sends, until it is done or cannot be.
template <typename Step>
int TlsClient::go_on(Step step, std::chrono::milliseconds patience) {
  const auto deadline = Clock::now() + patience;
  for (;;) {
    ERR_clear_error();
    const int result = step();
    pass_on();
    if (result > 0) return result;
    if (SSL_get_error(ssl_, result) != SSL_ERROR_WANT_READ) {
      const char* reason = ERR_reason_error_string(ERR_peek_last_error());
      complaint_ = reason == nullptr ? "it ended" : reason;
      return result;
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd wanted{socket_.fd(), POLLIN, 0};
    std::array<char, 65536> bytes{};
    ssize_t count = -1;
    if (::poll(&wanted, 1, static_cast<int>(std::max(left, 0ms).count())) > 0)
      count = ::recv(socket_.fd(), bytes.data(), bytes.size(), 0);
    if (count <= 0) {
      complaint_ = count == 0 ? "it ended" : "nothing came";
      return 0;
    }
    BIO_write(incoming_, bytes.data(), static_cast<int>(count));
  }
}

bool TlsClient::handshake() {
  return go_on([&] { return SSL_do_handshake(ssl_); }, 20s) == 1;
}

bool TlsClient::send(std::string_view bytes) {
  return go_on([&] { return SSL_write(ssl_, bytes.data(), static_cast<int>(bytes.size())); }, 20s) > 0;
}

std::string TlsClient::receive_until(std::string_view text, std::chrono::milliseconds patience) {
  std::size_t found = 0;
  while ((found = received_.find(text)) == std::string::npos) {
    if (!receive_more(patience)) return {};
  }
  return take(found + text.size());
}

bool TlsClient::receive_more(std::chrono::milliseconds patience) {
  std::array<char, 65536> bytes{};
  const int count =
      go_on([&] { return SSL_read(ssl_, bytes.data(), static_cast<int>(bytes.size())); }, patience);
  if (count > 0) received_.append(bytes.data(), static_cast<std::size_t>(count));
  return count > 0;
}

std::string TlsClient::take(std::size_t size) {
  std::string out = received_.substr(0, size);
  received_.erase(0, out.size());
  return out;
}

int TlsClient::get(const std::string& path, const std::string& lines) {
  if (!send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines + "\r\n")) return 0;
  const std::string head = receive_until("\r\n\r\n");
  const std::size_t length = head.find("Content-Length: ");
  if (length == std::string::npos) return 0;
  const std::size_t body = std::stoul(head.substr(length + 16));
  while (received_.size() < body) {
    if (!receive_more(20s)) return 0;
  }
  take(body);
  return std::stoi(head.substr(9, 3));
}

bool TlsClient::renegotiate() { return SSL_renegotiate(ssl_) == 1 && handshake(); }

std::string TlsClient::server_name() const {
  const X509* certificate = SSL_get0_peer_certificate(ssl_);
  if (certificate == nullptr) return {};
  std::array<char, 256> name{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, name.data(),
                            static_cast<int>(name.size()));
  return name.data();
}

}  // namespace tls_test
