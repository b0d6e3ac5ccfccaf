#pragma once

#include <chrono>
#include <cstddef>

#include <mcp/transport/http/wire/request_reader.h>

namespace mcp::http {

/// What one peer, or all of them together, may take of the process.
struct Limits {
  using Time = std::chrono::milliseconds;

  ReadLimits read{};
  Time head_time{10'000};        ///< for the whole head, a TLS handshake included
  Time body_time{30'000};        ///< for the whole body
  Time body_patience{5'000};     ///< after it the body must have come at `body_rate`
  std::size_t body_rate = 1024;  ///< bytes a second
  Time idle_time{30'000};        ///< between two requests
  Time write_stall{10'000};      ///< without the peer taking a byte
  Time age{3'600'000};           ///< of a connection, before its last answer
  Time silence{500};             ///< before who waits for an answer is told how to come back for it
  Time keep_alive{15'000};       ///< between the comments that keep a quiet stream open
  std::size_t requests = 1'000;  ///< on a connection
  std::size_t connections = 10'000;
  std::size_t per_address = 256;            ///< connections
  std::size_t inquiries_per_address = 4;    ///< about who asks: half of those under way
  bool spare_loopback = true;               ///< this machine has no limits per address
  std::size_t buffered = 64 * 1024 * 1024;  ///< bytes of unfinished requests
  std::size_t queue_bytes = 1024 * 1024;    ///< written to a stream and not read yet
  std::size_t queue_parts = 1024;
};

/// What sessions may take, which clients of earlier revisions open.
struct SessionLimits {
  std::size_t most = 10'000;
  std::size_t each = 64;  ///< of one caller
  std::chrono::milliseconds idle{30 * 60'000};
  std::size_t kept_bytes = 64 * 1024 * 1024;      ///< of events, for clients that come back
  std::size_t kept_bytes_each = 8 * 1024 * 1024;  ///< of one caller
};

}  // namespace mcp::http
