#pragma once

#include <string>
#include <vector>

#include <mcp/fetch/fetcher.h>

namespace mcp::auth {

/// Where an issuer is asked what, by its own metadata.
struct Endpoints {
  std::string keys{};           ///< `jwks_uri`
  std::string introspection{};  ///< "" where it has none
};

/// Where the metadata of an issuer may be, in the order of trying: OpenID Connect Discovery appends to the
/// issuer's path, RFC 8414 puts something before it.
std::vector<std::string> metadata_urls(const std::string& issuer);

/// Reads the first there is. What it says counts only if it names the very same issuer.
Result<Endpoints> discover(Fetcher& fetcher, const std::string& issuer);

}  // namespace mcp::auth
