#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include <mcp/core/descriptor.h>

namespace mcp::http {

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
};

/// A socket as it is.
class PlainChannel final : public Channel {
 public:
  explicit PlainChannel(int socket) : socket_(socket) {}

  Progress read(std::span<char> into) override;
  Progress write(std::string_view bytes) override;
  void finish() override;

 private:
  const int socket_;
};

}  // namespace mcp::http
