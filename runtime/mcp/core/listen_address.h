#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mcp {

/// Where a transport waits for connections that is not told where.
inline constexpr std::string_view kDefaultListen = "127.0.0.1:8080";

/// Where a transport waits for connections.
struct ListenAddress {
  std::string host = "127.0.0.1";  ///< an address or a name; an IPv6 address without its brackets
  std::uint16_t port = 8080;       ///< 0: a free one
  std::string socket{};            ///< path of a Unix socket, in place of host and port; "" for none

  friend bool operator==(const ListenAddress&, const ListenAddress&) = default;
};

/// `127.0.0.1:8080`, `[::1]:8080`, `unix:/run/example.sock`.
std::string address_text(const ListenAddress& address);

/// The inverse of address_text(); nothing for other texts.
std::optional<ListenAddress> read_address(std::string_view text);
/// `127.0.0.1`, `::1` or `[::1]`, `localhost`; nothing for other texts.
std::optional<std::string> read_host(std::string_view text);
std::optional<std::uint16_t> read_port(std::string_view text);

}  // namespace mcp
