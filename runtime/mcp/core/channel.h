#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <mcp/core/result.h>

namespace mcp {

/// The bytes of a connection, both ways. Never waits.
class Channel {
 public:
  enum class Outcome { done, wait_to_read, wait_to_write, closed, broken };
  struct Progress {
    Outcome outcome = Outcome::done;
    std::size_t bytes = 0;
  };

  virtual ~Channel() = default;
  /// At least one byte when `done`.
  virtual Progress read(std::span<char> into) = 0;
  virtual Progress write(std::string_view bytes) = 0;
  /// Tells the peer that nothing follows.
  virtual void finish() = 0;
  /// The subject of the certificate that the peer proved to hold, the hash of one that has none; "" where
  /// there is no certificate.
  virtual std::string peer_name() const { return {}; }
  /// Who vouches for it: its issuer's subject.
  virtual std::string peer_issuer() const { return {}; }
};

/// What makes the channels of a transport private.
class Encryption {
 public:
  virtual ~Encryption() = default;
  /// Reads keys and certificates: before the first channel, and again whenever the operator has changed
  /// them. After an error those read before stay. From any thread.
  virtual Result<void> load() = 0;
  /// Whether only clients with a certificate get through.
  virtual bool identifies_clients() const = 0;
  /// A channel whose bytes go over `plain`. From any thread, after load().
  virtual std::unique_ptr<Channel> over(std::unique_ptr<Channel> plain) = 0;
};

}  // namespace mcp
