#include "manifest/near_url.h"

#include <algorithm>

#include <mcp/core/address_rules.h>
#include <mcp/core/ascii.h>

namespace mcpgen {
namespace {

/// What stands behind the scheme, whichever that is, and behind a user's name.
std::string_view without_scheme(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme != text.npos) text.remove_prefix(scheme + 3);
  text.remove_prefix(std::min(text.find_first_not_of('/'), text.size()));
  const std::string_view host = text.substr(0, text.find_first_of("/?#"));
  const std::size_t user = host.rfind('@');
  return user == host.npos ? text : text.substr(user + 1);
}

}  // namespace

std::string near_web_url(std::string_view text) {
  std::string url = "https://" + std::string(without_scheme(text));
  return mcp::is_web_url(url) ? url : "https://id.example.com";
}

std::string near_public_url(std::string_view text) {
  const bool plain = mcp::equal_ignoring_case(text.substr(0, text.find(':')), "http");
  std::string url = (plain ? "http://" : "https://") + std::string(without_scheme(text));
  url.resize(std::min(url.find_first_of("?#"), url.size()));
  while (url.ends_with('/')) url.pop_back();
  return mcp::is_public_url(url) ? url : "https://mcp.example.com";
}

}  // namespace mcpgen
