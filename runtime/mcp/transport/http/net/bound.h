#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <mcp/core/descriptor.h>
#include <mcp/core/listen_address.h>
#include <mcp/core/result.h>
#include <mcp/transport/http/net/socket_file.h>

namespace mcp::http {

/// A socket that listens, and where: `127.0.0.1:8080`, `[::1]:8080`, `unix:/run/example.sock`.
struct Bound {
  Descriptor socket{};
  ListenAddress address{};
  bool loopback = false;               ///< only this machine reaches it
  std::unique_ptr<SocketFile> file{};  ///< that was made for it
};

/// Port 0 takes a free one; a socket file that nobody listens on any more is replaced.
Result<Bound> bind(const ListenAddress& address);

/// A socket that listens already.
Bound adopt(Descriptor socket);

}  // namespace mcp::http
