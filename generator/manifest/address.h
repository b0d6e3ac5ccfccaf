#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Addresses and names of the network, as a manifest writes them.

namespace mcpgen {

struct ListenAddress {
  std::string host;  ///< an IPv6 address without its brackets
  std::uint16_t port = 0;
};

/// `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`; nothing for other texts.
std::optional<ListenAddress> parse_listen_address(std::string_view text);

/// `unix:/run/x.sock`: an address of a later mcpgen.
bool is_socket_path(std::string_view text);

/// Whether only this machine can mean the host.
bool is_loopback(std::string_view host);

/// `/mcp`: segments of plain characters, and none that the server answers at itself.
bool is_url_path(std::string_view text);

/// `example.com`, `example.com:8080`, as clients name a server.
bool is_host_name(std::string_view text);

/// `https://app.example.com`, as browsers write it: lower case, no port that goes without saying, nothing
/// after it; or `null`.
bool is_origin(std::string_view text);

}  // namespace mcpgen
