#pragma once

#include <mcp/core/channel.h>

namespace mcp::http {

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
