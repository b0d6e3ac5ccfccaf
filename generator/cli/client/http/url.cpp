#include "cli/client/http/url.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include <mcp/core/ascii.h>

namespace mcpgen {
namespace {

constexpr std::size_t kMaxUrl = 8000;
constexpr std::string_view kPlain = "http://";
constexpr std::string_view kSecure = "https://";

bool starts_with_ignoring_case(std::string_view text, std::string_view beginning) {
  return mcp::equal_ignoring_case(text.substr(0, beginning.size()), beginning);
}

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (mcp::to_lower(c) >= 'a' && mcp::to_lower(c) <= 'f');
}

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (mcp::to_lower(c) >= 'a' && mcp::to_lower(c) <= 'z');
}

bool is_host_character(char c) { return is_letter_or_digit(c) || c == '-' || c == '.' || c == '_'; }

bool is_address_character(char c) { return is_hex_digit(c) || c == ':' || c == '.'; }

bool is_target_character(char c) { return c > ' ' && c < '\x7f' && c != '#'; }

int default_port(bool secure) { return secure ? 443 : 80; }

UsageFault fault(std::string_view text, const std::string& why, std::string help = "") {
  return {"`" + std::string(text.substr(0, 200)) + "` " + why, std::move(help)};
}

/// Takes the host off the front of `rest`; false when there is none.
bool take_host(std::string_view& rest, std::string& host) {
  const bool bracketed = rest.starts_with('[');
  const std::size_t end = bracketed ? rest.find(']') : std::min(rest.find(':'), rest.size());
  if (end == std::string_view::npos) return false;
  host = rest.substr(bracketed ? 1 : 0, bracketed ? end - 1 : end);
  rest.remove_prefix(bracketed ? end + 1 : end);
  return !host.empty() && host.size() <= 255 &&
         std::ranges::all_of(host, bracketed ? is_address_character : is_host_character);
}

/// What follows the host: nothing, or a colon and a port.
bool read_port(std::string_view rest, int& port) {
  if (rest.empty()) return true;
  if (rest.front() != ':') return false;
  const char* const end = rest.data() + rest.size();
  const auto [at, bad] = std::from_chars(rest.data() + 1, end, port);
  return bad == std::errc() && at == end && port > 0 && port < 65536;
}

/// A path and query with `.` and `..` of the path carried out, as RFC 3986 5.2.4 has it.
std::string without_dots(const std::string& target) {
  const std::size_t query = std::min(target.find('?'), target.size());
  std::vector<std::string> steps;
  for (std::size_t at = 0; at < query;) {
    const std::size_t end = std::min(target.find('/', at + 1), query);
    const std::string step = target.substr(at, end - at);
    const bool dots = step == "/." || step == "/..";
    if (step == "/.." && !steps.empty()) steps.pop_back();
    if (!dots) steps.push_back(step);
    if (dots && end == query) steps.emplace_back("/");
    at = end;
  }
  std::string path;
  for (const std::string& step : steps) path += step;
  return path + target.substr(query);
}

}  // namespace

std::string Url::authority() const {
  const std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
  return port == default_port(secure) ? name : name + ":" + std::to_string(port);
}

std::string Url::text() const { return std::string(secure ? kSecure : kPlain) + authority() + target; }

bool Url::is_loopback() const {
  return mcp::equal_ignoring_case(host, "localhost") || host == "::1" || host.starts_with("127.");
}

Url Url::at(std::string path_and_query) const {
  Url other = *this;
  other.target = std::move(path_and_query);
  return other;
}

bool looks_like_url(std::string_view text) {
  return starts_with_ignoring_case(text, kPlain) || starts_with_ignoring_case(text, kSecure);
}

std::variant<Url, UsageFault> read_url(std::string_view text) {
  if (text.size() > kMaxUrl) return fault(text, "is too long for a URL");
  Url url;
  url.secure = starts_with_ignoring_case(text, kSecure);
  std::string_view rest = text;
  rest.remove_prefix(url.secure ? kSecure.size() : std::min(kPlain.size(), rest.size()));
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view authority = rest.substr(0, end);
  url.target = rest.substr(end);
  if (!url.target.starts_with('/')) url.target.insert(0, "/");

  url.port = default_port(url.secure);
  if (authority.find('@') != std::string_view::npos) {
    return UsageFault{
        "a URL with a password in it is seen by whoever lists processes",
        "leave out what stands before the @, and give --header 'Authorization: Basic env:NAME'"};
  }
  if (!take_host(authority, url.host))
    return fault(text, "has no host that can be looked up", "such as http://127.0.0.1:8080/mcp");
  if (!read_port(authority, url.port)) return fault(text, "has no port from 1 to 65535 after its host");
  if (!std::ranges::all_of(url.target, is_target_character))
    return fault(text, "has characters that a URL does not have", "write them as %20 and the like");
  return url;
}

std::optional<Url> resolve(const Url& base, const std::string& reference) {
  if (reference.empty() || reference.size() > kMaxUrl) return {};
  const bool whole = looks_like_url(reference) || reference.starts_with("//");
  if (whole) {
    const std::string scheme(reference.starts_with("//") ? (base.secure ? "https:" : "http:") : "");
    const auto read = read_url(scheme + reference);
    const Url* url = std::get_if<Url>(&read);
    const bool same = url != nullptr && url->secure == base.secure && url->port == base.port &&
                      mcp::equal_ignoring_case(url->host, base.host);
    return same ? std::optional(base.at(url->target)) : std::nullopt;
  }
  const std::size_t path_end = std::min(reference.find_first_of("/?"), reference.size());
  const bool other_scheme = reference.find(':') < path_end;
  if (other_scheme || !std::ranges::all_of(reference, is_target_character)) return {};
  const std::string path = base.target.substr(0, base.target.find('?'));
  if (reference.starts_with('?')) return base.at(path + reference);
  if (reference.starts_with('/')) return base.at(without_dots(reference));
  return base.at(without_dots(path.substr(0, path.rfind('/') + 1) + reference));
}

}  // namespace mcpgen
