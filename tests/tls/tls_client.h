#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <openssl/ssl.h>

#include "../http/socket.h"
#include "certificates.h"

namespace tls_test {

using namespace std::chrono_literals;

/// A client by OpenSSL that sends its bytes as a test wants them sent.
class TlsClient {
 public:
  struct Options {
    Identity identity{};           ///< shown when asked
    int version = TLS1_3_VERSION;  ///< the only one it speaks
    std::size_t step = 0;          ///< bytes sent at a time; 0: all there are
    SSL_SESSION* session = nullptr;
  };

  explicit TlsClient(std::uint16_t port) : TlsClient(port, Options{}) {}
  TlsClient(std::uint16_t port, const Options& options);
  ~TlsClient();
  TlsClient(const TlsClient&) = delete;
  TlsClient& operator=(const TlsClient&) = delete;

  /// False when the server does not want to, or stays silent.
  bool handshake();
  bool send(std::string_view bytes);
  /// What comes up to and with `text`; "" when it does not.
  std::string receive_until(std::string_view text, std::chrono::milliseconds patience = 20s);
  /// Status of the answer to a request for `path`; 0 for none.
  int get(const std::string& path, const std::string& lines = {});
  /// Asks for other keys, as TLS 1.2 could; false when the server does not want to.
  bool renegotiate();
  bool resumed() const { return SSL_session_reused(ssl_) == 1; }
  /// The name in the server's certificate.
  std::string server_name() const;
  /// To come back with. The caller frees it.
  SSL_SESSION* session() const { return SSL_get1_session(ssl_); }
  /// Why it went wrong.
  std::string complaint() const { return complaint_; }
  http_test::Socket& socket() { return socket_; }
  /// What it would send next, as it goes over the wire.
  std::string pending();

 private:
  bool receive_more(std::chrono::milliseconds patience);
  std::string take(std::size_t size);

  template <typename Step>
  int go_on(Step step, std::chrono::milliseconds patience);
  void pass_on();

  SSL_CTX* context_;
  SSL* ssl_;
  BIO* incoming_;
  BIO* outgoing_;
  http_test::Socket socket_;
  const std::size_t step_;
  std::string received_{};
  std::string complaint_{};
};

}  // namespace tls_test
