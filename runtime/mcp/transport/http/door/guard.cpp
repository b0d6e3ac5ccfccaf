#include "guard.h"

#include <algorithm>

#include <arpa/inet.h>

#include <mcp/transport/http/wire/host.h>

namespace mcp::http {
namespace {

/// A name can be made to point at us by whoever owns it; an address cannot.
bool is_address(std::string_view host) {
  const std::string text(host);
  in6_addr ignored{};
  return ::inet_pton(AF_INET, text.c_str(), &ignored) == 1 ||
         ::inet_pton(AF_INET6, text.c_str(), &ignored) == 1;
}

}  // namespace

bool Guard::knows_host(std::string_view host) const {
  HostPort parts;
  if (!read_host(host, parts)) return false;
  if (equal_ignoring_case(parts.host, "localhost") || is_address(parts.host)) return true;
  return std::ranges::any_of(options_.hosts, [&](const std::string& known) {
    return equal_ignoring_case(known, host) || equal_ignoring_case(known, parts.host);
  });
}

bool Guard::is_listed(std::string_view origin) const {
  return std::ranges::find(options_.origins, origin) != options_.origins.end();
}

std::optional<Response> Guard::check(const Head& head, const Client& client) const {
  const auto host = head[Name::host];
  if (host && !knows_host(*host))
    return plain(403, "this server does not go by the name in `Host`; name it under `server.allowedHosts`");
  if (!client.host.empty() && !knows_host(client.host))
    return plain(403, "a proxy passes on a name that is not this server's; name it in `server.allowedHosts`");
  const auto origin = head[Name::origin];
  if (!origin || is_listed(*origin)) return {};
  const std::string own = (client.encrypted ? "https://" : "http://") +
                          (client.host.empty() ? std::string(host.value_or("")) : client.host);
  if (*origin == own) return {};
  return plain(403, "pages of this origin may not use the server; name it under `server.allowedOrigins`");
}

void Guard::allow(const Head& head, Fields& fields) const {
  const auto origin = head[Name::origin];
  if (!origin || !is_listed(*origin)) return;
  fields.emplace_back("Access-Control-Allow-Origin", *origin);
  fields.emplace_back("Vary", "Origin");
  fields.emplace_back("Access-Control-Expose-Headers", "Mcp-Session-Id, WWW-Authenticate, X-Request-ID");
}

Response Guard::preflight(const Head& head, std::string_view methods) const {
  const auto origin = head[Name::origin];
  if (!origin || !is_listed(*origin)) return plain(403, "pages of this origin may not use the server");
  Response response{.status = 204};
  response.fields.emplace_back("Access-Control-Allow-Methods", methods);
  response.fields.emplace_back("Access-Control-Allow-Headers",
                               head.find("Access-Control-Request-Headers").value_or("Content-Type"));
  response.fields.emplace_back("Access-Control-Max-Age", "600");
  return response;
}

}  // namespace mcp::http
