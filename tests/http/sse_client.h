#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http_server.h"
#include "socket.h"

namespace http_test {

/// What opens a stream of HTTP+SSE; with `lines` among its header lines.
std::string open_sse(std::string_view lines = {});

/// A client as 2024-11-05 knows it, which reads its stream.
class SseClient {
 public:
  explicit SseClient(std::uint16_t port, std::string_view lines = {});

  /// Where it was told to send messages.
  const std::string& endpoint() const { return endpoint_; }
  Socket& stream() { return stream_; }
  Answer post(const Json& message, std::string_view lines = {}) const;
  int send(const Json& message, std::string_view lines = {}) const { return post(message, lines)->status; }
  void initialize(std::string_view lines = {});

 private:
  const std::uint16_t port_;
  Socket stream_;
  std::string endpoint_{};
};

}  // namespace http_test
