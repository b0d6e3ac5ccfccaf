#pragma once

#include <string_view>

// Addresses and names of the network, as manifests and operators write them.

namespace mcp {

/// Whether only this machine can mean the host.
bool is_loopback(std::string_view host);

/// Whether it stands for all addresses of a machine: `0.0.0.0`, `::`.
bool is_unspecified(std::string_view host);

/// `10.0.0.0/8`, `2001:db8::/32`, `192.0.2.1`: an address whose bits after the prefix are none.
bool is_network(std::string_view text);
/// A network, or `unix`: whoever comes by way of the socket file.
bool is_trusted_proxy(std::string_view text);

/// `/mcp`: segments of plain characters, and none that the server answers at itself.
bool is_url_path(std::string_view text);

/// `example.com`, `example.com:8080`, as clients name a server.
bool is_host_name(std::string_view text);

/// `https://app.example.com`, as browsers write it: lower case, no port that goes without saying, nothing
/// after it; or `null`.
bool is_origin(std::string_view text);

/// `https://id.example.com/keys`: what may be asked over the web. A scheme in small letters, a host, and
/// nobody's name and password.
bool is_web_url(std::string_view text);

/// `https://mcp.example.com`: what may stand in a challenge, with a path behind it.
bool is_public_url(std::string_view text);

/// Whether those on the way can read what other machines send to a server: it has no TLS, and no proxy has it
/// that clients reach it by at `public_url`.
bool is_in_the_clear(bool encrypted, std::string_view public_url);

}  // namespace mcp
