#include "manifest/address.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <arpa/inet.h>

namespace mcpgen {
namespace {

constexpr std::size_t kLongestHost = 253;
constexpr std::size_t kLongestPath = 255;
/// The least that any system has room for.
constexpr std::size_t kLongestSocket = 103;
constexpr std::string_view kUnix = "unix:";

/// Where the server answers whatever its manifest says, or where its other doors are.
constexpr std::array<std::string_view, 4> kOwnPaths{"/healthz", "/openapi.json", "/readyz", "/version"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }
bool is_name_part(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; }
bool is_v6_part(char c) { return is_name_part(c) || c == ':' || c == '%'; }
bool is_path_part(char c) { return is_name_part(c) || c == '~'; }

template <typename Allowed>
bool consists_of(std::string_view text, Allowed allowed) {
  return !text.empty() && std::ranges::all_of(text, allowed);
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

struct HostAndPort {
  std::string_view host;  ///< without brackets
  std::optional<std::string_view> port;
};

/// Nothing where the host is none.
std::optional<HostAndPort> split(std::string_view text) {
  HostAndPort parts;
  const bool v6 = text.starts_with('[');
  const std::size_t end = v6 ? text.find(']') : std::min(text.find(':'), text.size());
  if (end == text.npos) return std::nullopt;
  parts.host = text.substr(v6 ? 1 : 0, end - (v6 ? 1 : 0));
  const std::string_view rest = text.substr(end + (v6 ? 1 : 0));
  if (!rest.empty() && rest.front() != ':') return std::nullopt;
  if (!rest.empty()) parts.port = rest.substr(1);
  const bool colons = parts.host.find(':') != parts.host.npos;
  if (parts.host.size() > kLongestHost || colons != v6) return std::nullopt;
  if (!consists_of(parts.host, v6 ? is_v6_part : is_name_part)) return std::nullopt;
  return parts;
}

/// A port that is there to be connected to.
bool is_reachable(const std::optional<std::string_view>& port) {
  if (!port) return true;
  const auto number = parse_port(*port);
  return number && *number != 0;
}

std::optional<ListenAddress> parse_socket(std::string_view path) {
  const auto is_control = [](char c) { return c >= 0 && c < ' '; };
  if (!path.starts_with('/') || path.ends_with('/') || path.size() > kLongestSocket ||
      std::ranges::any_of(path, is_control))
    return std::nullopt;
  return ListenAddress{{}, 0, std::string(path)};
}

}  // namespace

std::optional<ListenAddress> parse_listen_address(std::string_view text) {
  if (text.starts_with(kUnix)) return parse_socket(text.substr(kUnix.size()));
  const auto parts = split(text);
  if (!parts || !parts->port) return std::nullopt;
  const auto port = parse_port(*parts->port);
  if (!port) return std::nullopt;
  return ListenAddress{std::string(parts->host), *port, {}};
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "::1") return true;
  const bool numbers = std::ranges::all_of(host, [](char c) { return is_digit(c) || c == '.'; });
  return numbers && host.starts_with("127.") && std::ranges::count(host, '.') == 3;
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
  const auto prefix = parse_port(text.substr(slash + 1));
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

bool is_host_name(std::string_view text) {
  const auto parts = split(text);
  return parts && is_reachable(parts->port);
}

bool is_origin(std::string_view text) {
  if (text == "null") return true;
  const std::size_t colon = text.find("://");
  if (colon == text.npos) return false;
  const std::string_view scheme = text.substr(0, colon);
  const auto parts = split(text.substr(colon + 3));
  const bool written_small = std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!parts || !written_small || !is_reachable(parts->port)) return false;
  if ((scheme == "https" && parts->port == "443") || (scheme == "http" && parts->port == "80")) return false;
  return consists_of(scheme, [](char c) { return is_name_part(c) || c == '+'; }) && is_lower(scheme.front());
}

}  // namespace mcpgen
