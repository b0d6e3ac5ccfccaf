#include "listen_address.h"

#include <algorithm>
#include <charconv>

#include <sys/un.h>

namespace mcp {
namespace {

constexpr std::size_t kLongestName = 253;
constexpr std::string_view kUnix = "unix:";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_part(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; }

/// The zone of a link-local address included: `fe80::1%eth0`.
bool is_v6_part(char c) { return is_name_part(c) || c == ':' || c == '%'; }

/// An absolute path that the system has room for.
std::optional<ListenAddress> read_socket(std::string_view path) {
  constexpr std::size_t kRoom = sizeof(sockaddr_un::sun_path);
  const auto is_control = [](char c) { return c >= 0 && c < ' '; };
  if (!path.starts_with('/') || path.ends_with('/') || path.size() >= kRoom ||
      std::ranges::any_of(path, is_control))
    return std::nullopt;
  ListenAddress address;
  address.socket = path;
  return address;
}

}  // namespace

std::string address_text(const ListenAddress& address) {
  if (!address.socket.empty()) return std::string(kUnix) + address.socket;
  const bool v6 = address.host.find(':') != std::string::npos;
  return (v6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
}

std::optional<ListenAddress> read_address(std::string_view text) {
  if (text.starts_with(kUnix)) return read_socket(text.substr(kUnix.size()));
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view written = text.substr(0, colon);
  const auto host = read_host(written);
  const auto port = read_port(text.substr(colon + 1));
  const bool bracketed = written.starts_with('[');
  if (!host || !port || (!bracketed && written.find(':') != std::string_view::npos)) return std::nullopt;
  return ListenAddress{*host, *port, {}};
}

std::optional<std::string> read_host(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) {
    text = text.substr(1, text.size() - 2);
    if (text.find(':') == std::string_view::npos) return std::nullopt;
  }
  const bool v6 = text.find(':') != std::string_view::npos;
  if (text.empty() || text.size() > kLongestName) return std::nullopt;
  if (!std::ranges::all_of(text, v6 ? is_v6_part : is_name_part)) return std::nullopt;
  return std::string(text);
}

std::optional<std::uint16_t> read_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

}  // namespace mcp
