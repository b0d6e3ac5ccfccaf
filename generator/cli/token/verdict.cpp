#include "cli/token/verdict.h"

#include <algorithm>
#include <utility>

#include <mcp/auth/jwt/claims.h>
#include <mcp/core/base64.h>
#include <mcp/jose/key_set.h>
#include <mcp/jose/object.h>

#include "cli/client/access.h"
#include "support/text.h"

namespace mcpgen {
namespace {

using mcp::Json;
using mcp::Result;
using mcp::jose::Jwks;

/// Also of a token that a server would not read.
Json object_of(std::string_view part) {
  const auto text = mcp::from_base64url(part);
  auto object = text ? mcp::jose::read_object(*text) : std::nullopt;
  return object ? std::move(**object) : Json();
}

/// Why the signature is not right; "" when it is.
std::string signature_fault(const mcp::jose::Jws& jws, const Jwks& keys) {
  const auto set = mcp::jose::KeySet::make(keys, {jws.algorithm});
  if (!set) return "its signature cannot be checked by this key: " + set.error().message;
  if (set->signer_of(jws) != nullptr) return "";
  return jws.kid ? "no key that its `kid` may mean signed it" : "the key did not sign it";
}

std::string algorithm_fault(const mcp::jose::Jws& jws, const ManifestAuth& auth) {
  const std::string name(name_of(jws.algorithm));
  if (auth.algorithms.empty() || std::ranges::find(auth.algorithms, name) != auth.algorithms.end()) return "";
  return "its algorithm is " + name + ", and the manifest's " + one_of(auth.algorithms);
}

std::string claims_fault(const Json& claims, const std::string& type, const ManifestAuth& auth,
                         std::chrono::system_clock::time_point now) {
  if (!claims.is_object()) return "its payload is no JSON object";
  mcp::auth::Jwt::Options options{.issuer = auth.issuer,
                                  .audience = auth.audience,
                                  .role_claims = auth.role_claims,
                                  .leeway = auth.leeway,
                                  .token_type = auth.token_type};
  Json compared = claims;
  for (const auto& [name, wanted] : {std::pair{"iss", &options.issuer}, {"aud", &options.audience}}) {
    if (!wanted->empty() || !claims.contains(name)) continue;
    *wanted = "not compared";
    compared[name] = *wanted;
  }
  const auto read = mcp::auth::read_claims(compared, type, options, now.time_since_epoch());
  return read ? "" : read.error().message;
}

}  // namespace

Result<Jwks> read_public_keys(const std::string& text) {
  if (text.find("-----BEGIN ") == std::string::npos) return mcp::jose::read_jwks(text);
  auto key = mcp::jose::Key::of_pem(text);
  if (!key) return key.error();
  return Jwks{.keys = {{.key = *std::move(key)}}};
}

Result<Jwks> secret_key(std::string_view secret) {
  auto key = mcp::jose::Key::of_secret(secret);
  if (!key) return key.error();
  return Jwks{.keys = {{.key = *std::move(key)}}};
}

Verdict judge(std::string_view token, const Expected& expected, std::chrono::system_clock::time_point now) {
  const std::size_t first = std::min(token.find('.'), token.size());
  const std::size_t second = std::min(token.find('.', first + 1), token.size());
  Verdict verdict{.header = object_of(token.substr(0, first))};
  if (second > first) verdict.claims = object_of(token.substr(first + 1, second - first - 1));

  const auto jws = mcp::jose::read_jws(token);
  if (!jws) {
    if (expected.keys) verdict.signature = Signature::wrong;
    verdict.refused = jws.error().message;
    return verdict;
  }
  if (expected.keys) {
    verdict.refused = signature_fault(*jws, *expected.keys);
    verdict.signature = verdict.refused.empty() ? Signature::right : Signature::wrong;
  }
  if (verdict.refused.empty()) verdict.refused = algorithm_fault(*jws, expected.auth);
  if (verdict.refused.empty()) verdict.refused = claims_fault(verdict.claims, jws->type, expected.auth, now);
  return verdict;
}

}  // namespace mcpgen
