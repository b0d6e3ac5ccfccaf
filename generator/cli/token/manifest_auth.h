#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace mcpgen {

/// What `auth:` of the manifest here says of tokens, in the mode `jwt` or `oidc`, alone or among others.
/// Texts with `${…}` are the operator's and are left out; so is everything where there is no such manifest.
struct ManifestAuth {
  std::string issuer{};
  std::string audience{};
  std::vector<std::string> role_claims{};
  std::vector<std::string> algorithms{};
  std::chrono::milliseconds leeway{60'000};
  std::string token_type{};
};

/// Of several modes that take tokens, that of `issuer`, else the first.
ManifestAuth manifest_auth(std::string_view issuer);

}  // namespace mcpgen
