#include "address_rules.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <arpa/inet.h>

#include <mcp/core/listen_address.h>

namespace mcp {
namespace {

constexpr std::size_t kLongestPath = 255;

/// Where the server answers whatever its manifest says, or where its other doors are.
constexpr std::array<std::string_view, 7> kOwnPaths{"/healthz", "/livez", "/messages", "/openapi.json",
                                                    "/readyz",  "/sse",   "/version"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_name_part(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; }
bool is_path_part(char c) { return is_name_part(c) || c == '~'; }

template <typename Allowed>
bool consists_of(std::string_view text, Allowed allowed) {
  return !text.empty() && std::ranges::all_of(text, allowed);
}

struct HostAndPort {
  std::string host;  ///< without brackets
  std::optional<std::uint16_t> port;
};

/// A server as clients name it, with a port that is there to be connected to or without one.
std::optional<HostAndPort> split(std::string_view text) {
  const std::size_t bracket = text.starts_with('[') ? std::min(text.find(']'), text.size()) : 0;
  const std::size_t colon = text.find(':', bracket);
  const auto host = read_host(text.substr(0, colon));
  if (!host) return std::nullopt;
  if (colon == text.npos) return HostAndPort{*host, std::nullopt};
  const auto port = read_port(text.substr(colon + 1));
  if (!port || *port == 0) return std::nullopt;
  return HostAndPort{*host, port};
}

}  // namespace

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "::1") return true;
  const bool numbers = std::ranges::all_of(host, [](char c) { return is_digit(c) || c == '.'; });
  return numbers && host.starts_with("127.") && std::ranges::count(host, '.') == 3;
}

bool is_unspecified(std::string_view host) {
  return !host.empty() && host.find_first_not_of(".:0") == std::string_view::npos;
}

bool is_trusted_proxy(std::string_view text) { return text == "unix" || is_network(text); }

bool is_network(std::string_view text) {
  const std::size_t slash = std::min(text.find('/'), text.size());
  const std::string address(text.substr(0, slash));
  std::array<unsigned char, 16> bytes{};
  const bool v6 = address.find(':') != address.npos;
  if (::inet_pton(v6 ? AF_INET6 : AF_INET, address.c_str(), bytes.data()) != 1) return false;
  const std::size_t bits = v6 ? 128 : 32;
  if (slash == text.size()) return true;
  const auto prefix = read_port(text.substr(slash + 1));  // as small a number
  if (!prefix || *prefix > bits) return false;
  for (std::size_t bit = *prefix; bit < bits; ++bit) {
    if ((bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) return false;
  }
  return true;
}

bool is_url_path(std::string_view text) {
  if (!text.starts_with('/') || text.size() > kLongestPath) return false;
  if (std::ranges::find(kOwnPaths, text) != kOwnPaths.end()) return false;
  if (text.starts_with("/.well-known")) return false;
  if (text == "/api/tools" || text.starts_with("/api/tools/")) return false;
  for (std::string_view rest = text.substr(1); !rest.empty();) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    const std::string_view segment = rest.substr(0, end);
    if (!consists_of(segment, is_path_part) || segment == "." || segment == "..") return false;
    if (end + 1 == rest.size()) return false;  // a slash at the end
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return true;
}

bool is_host_name(std::string_view text) { return split(text).has_value(); }

bool is_origin(std::string_view text) {
  if (text == "null") return true;
  const std::size_t colon = text.find("://");
  if (colon == text.npos) return false;
  const std::string_view scheme = text.substr(0, colon);
  const auto parts = split(text.substr(colon + 3));
  const bool written_small = std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!parts || !written_small) return false;
  if ((scheme == "https" && parts->port == 443) || (scheme == "http" && parts->port == 80)) return false;
  return consists_of(scheme, [](char c) { return is_name_part(c) || c == '+'; }) && is_lower(scheme.front());
}

bool is_web_url(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
  const std::string_view rest = text.substr(text.find("//") + 2);
  return split(rest.substr(0, rest.find_first_of("/?#"))).has_value() &&
         std::ranges::all_of(rest, [](char c) { return c > ' ' && c <= '~'; });
}

bool is_public_url(std::string_view text) {
  return is_web_url(text) && !text.ends_with('/') && text.find_first_of("?#@\"\\") == std::string_view::npos;
}

bool is_in_the_clear(bool encrypted, std::string_view public_url) {
  return !encrypted && !public_url.starts_with("https://");
}

}  // namespace mcp
