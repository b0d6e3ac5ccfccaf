#include "discovery.h"

#include <algorithm>

#include <mcp/core/members.h>
#include <mcp/fetch/json_document.h>
#include <mcp/json/json.h>

namespace mcp::auth {
namespace {

constexpr std::string_view kOpenId = "/.well-known/openid-configuration";
constexpr std::string_view kOauth = "/.well-known/oauth-authorization-server";

Error unusable(std::string why) { return {Error::Code::unavailable, std::move(why)}; }

}  // namespace

std::vector<std::string> metadata_urls(const std::string& issuer) {
  const std::size_t host = issuer.find("://");
  const std::size_t begin = host == std::string::npos ? std::string::npos : issuer.find('/', host + 3);
  const std::string origin = issuer.substr(0, begin);
  std::string path = begin == std::string::npos ? "" : issuer.substr(begin);
  if (path.ends_with('/')) path.pop_back();
  std::vector<std::string> urls;
  for (const std::string& text : {(origin + path).append(kOpenId), std::string(origin).append(kOauth) + path,
                                  std::string(origin).append(kOpenId) + path}) {
    if (std::ranges::find(urls, text) == urls.end()) urls.push_back(text);
  }
  return urls;
}

Result<Endpoints> discover(Fetcher& fetcher, const std::string& issuer) {
  for (const std::string& url : metadata_urls(issuer)) {
    const auto metadata = fetch_json_object(fetcher, {.url = url});
    if (!metadata && metadata.error().code == Error::Code::not_found) continue;
    if (!metadata) return metadata.error();
    const std::string* named = find_text(*metadata, "issuer");
    if (named == nullptr || *named != issuer)
      return unusable(
          "the metadata of the issuer names another one: `issuer` has to be written as it is there");
    const std::string* keys = find_text(*metadata, "jwks_uri");
    const std::string* introspection = find_text(*metadata, "introspection_endpoint");
    if (keys == nullptr) return unusable("the metadata of the issuer has no `jwks_uri`");
    return Endpoints{.keys = *keys, .introspection = introspection == nullptr ? "" : *introspection};
  }
  return unusable(
      "the issuer has no metadata where OpenID Connect and RFC 8414 put it: is it the right URL?");
}

}  // namespace mcp::auth
