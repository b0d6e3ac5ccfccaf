#include "host.h"

#include <algorithm>
#include <cstddef>

namespace mcp::http {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_'; }
bool is_v6(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
}

bool read_port(std::string_view text, std::string_view& port) {
  if (text.empty()) return true;
  if (text.front() != ':' || text.size() > 6) return false;
  port = text.substr(1);
  return !port.empty() && std::ranges::all_of(port, is_digit);
}

}  // namespace

bool read_host(std::string_view text, HostPort& out) {
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    out.host = text.substr(1, end - 1);
    return out.host.size() >= 2 && std::ranges::all_of(out.host, is_v6) &&
           read_port(text.substr(end + 1), out.port);
  }
  const auto end = std::ranges::find_if_not(text, is_name);
  out.host = {text.begin(), end};
  return !out.host.empty() && out.host.size() <= 253 && read_port({end, text.end()}, out.port);
}

}  // namespace mcp::http
