#include <algorithm>

#include <mcp/schema/format_rules.h>
#include <mcp/schema/uri.h>

namespace mcp::schema {
namespace {

// Unreserved characters, sub-delimiters, those in `more`, and %XX.
bool has_only(std::string_view text, std::string_view more) {
  constexpr std::string_view kOthers = "-._~!$&'()*+,;=";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (ascii::is_alphanumeric(c) || kOthers.find(c) != kOthers.npos || more.find(c) != more.npos) continue;
    if (c != '%' || text.size() - i < 3 || !ascii::is_hex(text[i + 1]) || !ascii::is_hex(text[i + 2]))
      return false;
    i += 2;
  }
  return true;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && ascii::is_letter(text.front()) && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_alphanumeric(c) || c == '+' || c == '-' || c == '.';
  });
}

bool is_future_address(std::string_view text) {
  if (text.empty() || (text.front() != 'v' && text.front() != 'V')) return false;
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 1 == text.size()) return false;
  return std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(dot), ascii::is_hex) &&
         text.find('%') == std::string_view::npos && has_only(text.substr(dot + 1), ":");
}

bool is_host(std::string_view host) {
  if (!host.starts_with('[')) return has_only(host, "");
  if (!host.ends_with(']')) return false;
  host = host.substr(1, host.size() - 2);
  return is_ipv6(host) || is_future_address(host);
}

bool is_authority(std::string_view text) {
  if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
    if (!has_only(text.substr(0, at), ":")) return false;
    text.remove_prefix(at + 1);
  }
  const std::size_t bracket = text.find(']');
  const std::size_t colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    const std::string_view port = text.substr(colon + 1);
    if (!std::all_of(port.begin(), port.end(), ascii::is_digit)) return false;
  }
  return is_host(text.substr(0, colon));
}

bool is_well_formed(const UriParts& parts) {
  if (parts.scheme && !is_scheme(*parts.scheme)) return false;
  if (parts.authority && !is_authority(*parts.authority)) return false;
  if (parts.query && !has_only(*parts.query, ":@/?")) return false;
  if (parts.fragment && !has_only(*parts.fragment, ":@/?")) return false;
  return has_only(parts.path, ":@/");
}

}  // namespace

bool is_uri(std::string_view text) {
  const UriParts parts = split_uri(text);
  return parts.scheme && is_well_formed(parts);
}

bool is_uri_reference(std::string_view text) { return is_well_formed(split_uri(text)); }

}  // namespace mcp::schema
