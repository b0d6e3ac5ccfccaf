#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <mcp/core/descriptor.h>
#include <mcp/core/listen_address.h>
#include <mcp/core/result.h>
#include <mcp/transport/http/net/socket_file.h>

struct addrinfo;

namespace mcp::http {

/// A socket that listens, and where: `127.0.0.1:8080`, `[::1]:8080`, `unix:/run/example.sock`.
struct Bound {
  Descriptor socket{};
  ListenAddress address{};
  bool loopback = false;               ///< only this machine reaches it
  std::unique_ptr<SocketFile> file{};  ///< that was made for it
};

/// One for each address that a name has, `localhost` those of IPv4 and IPv6, all at one port: 0 takes a free
/// one. A socket file that nobody listens on any more is replaced.
Result<std::vector<Bound>> bind(const ListenAddress& address);

/// The same for a name of which these addresses were found. Those that this machine does not have are left
/// out, with a warning, where it has another.
Result<std::vector<Bound>> bind_found(const ListenAddress& address, const addrinfo* found);

/// A socket that listens already.
Bound adopt(Descriptor socket);

}  // namespace mcp::http
