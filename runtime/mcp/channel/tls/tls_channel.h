#pragma once

#include <memory>

#include <mcp/channel/tls/openssl.h>
#include <mcp/core/channel.h>

namespace mcp::channel {

/// The server's end of a TLS connection over another channel. The handshake happens while it is read from.
class TlsChannel final : public Channel {
 public:
  TlsChannel(Ssl ssl, std::unique_ptr<Channel> plain);

  Progress read(std::span<char> into) override;
  Progress write(std::string_view bytes) override;
  void finish() override;
  std::string peer_name() const override;
  std::string peer_issuer() const override;

 private:
  Progress stopped(int result);
  void refuse();
  const X509* peer_certificate() const;

  const std::unique_ptr<Channel> plain_;
  Ssl ssl_;                   ///< nullptr once the handshake has failed
  bool established_ = false;  ///< the handshake is done
  bool finished_ = false;
};

}  // namespace mcp::channel
