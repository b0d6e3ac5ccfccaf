#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace mcpgen {

/// What `auth: jwt` of the manifest here says of tokens. Texts with `${…}` are the operator's and are left
/// out; so is everything where there is no such manifest.
struct ManifestAuth {
  std::string issuer{};
  std::string audience{};
  std::string role_claims{};
  std::vector<std::string> algorithms{};
  std::chrono::milliseconds leeway{30'000};
};
ManifestAuth manifest_auth();

}  // namespace mcpgen
