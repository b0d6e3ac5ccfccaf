#pragma once

#include <string_view>

namespace mcp::http {

/// A host with an optional port, as it stands in `Host` and in URLs: `example.com:8080`, `[::1]`.
struct HostPort {
  std::string_view host{};  ///< an IPv6 address without its brackets
  std::string_view port{};  ///< digits, "" for none
};

/// False when `text` is no such thing.
bool read_host(std::string_view text, HostPort& out);

}  // namespace mcp::http
