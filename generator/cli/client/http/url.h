#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "cli/options.h"

namespace mcpgen {

/// The address of a server over HTTP, taken apart.
struct Url {
  bool secure = false;
  std::string host;  ///< an IPv6 address without its brackets
  int port = 0;
  std::string target;  ///< path and query

  /// As the `Host` header says it.
  std::string authority() const;
  std::string text() const;
  bool is_loopback() const;
  /// The same server at another path.
  Url at(std::string path_and_query) const;
};

/// Does it begin like a URL of HTTP?
bool looks_like_url(std::string_view text);

std::variant<Url, UsageFault> read_url(std::string_view text);

/// Where `reference` leads from `base`, as RFC 3986 5.2 has it; nothing when to another server.
std::optional<Url> resolve(const Url& base, const std::string& reference);

}  // namespace mcpgen
