#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <sys/socket.h>

#include <mcp/transport/http/net/service.h>

namespace mcp::http {

/// An IP address; one of IPv4 as IPv6 maps it.
using Address = std::array<unsigned char, 16>;

/// `192.0.2.1`, `2001:db8::1`; nothing for other texts.
std::optional<Address> read_ip(std::string_view text);
std::string ip_text(const Address& address);

/// Addresses that begin alike.
class Network {
 public:
  /// `10.0.0.0/8`, `2001:db8::/32`, `192.0.2.1`; nothing for other texts, or where bits follow the prefix.
  static std::optional<Network> read(std::string_view text);

  bool contains(const Address& address) const;

 private:
  Address first_{};
  std::size_t prefix_ = 0;  ///< bits
};

/// Who is at this address of a socket.
Client client_of(const sockaddr_storage& address);

/// What limits per address go by: an address of IPv4, the first half of one of IPv6, which is what one
/// subscriber gets at least.
std::string subscriber(const std::string& address);

}  // namespace mcp::http
