#include "introspection.h"

#include <algorithm>
#include <utility>

#include <mcp/auth/jwt/claims.h>
#include <mcp/core/base64.h>
#include <mcp/core/members.h>
#include <mcp/core/sha256.h>
#include <mcp/core/template/place.h>
#include <mcp/fetch/json_document.h>
#include <mcp/jose/jws.h>
#include <mcp/json/json.h>

namespace mcp::auth {
namespace {

Error refused() { return {Error::Code::unauthorized, "the issuer says that it is not good"}; }

/// Of RFC 6750.
bool is_token(std::string_view text) {
  return !text.empty() && text.size() <= jose::kMostTokenBytes &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

/// As RFC 6749 wants it, so that a name may hold a colon.
std::string basic(std::string_view id, std::string_view secret) {
  std::string pair;
  append_percent_encoded(pair, id);
  pair += ':';
  append_percent_encoded(pair, secret);
  return "Basic " + to_base64(pair);
}

}  // namespace

Introspection::Introspection(Options options, const Jwt::Options& claims, Fetcher& fetcher)
    : options_(std::move(options)),
      claims_(claims),
      fetcher_(fetcher),
      authorization_(basic(options_.client_id, options_.client_secret)),
      good_(options_.most),
      bad_(options_.most) {}

std::optional<Result<Principal>> Introspection::recall(std::string_view token) {
  if (!is_token(token)) return Error{Error::Code::unauthorized, "it is longer than 8 KiB, or no token"};
  const auto digest = sha256(token);
  const Seconds now = since_start();
  if (bad_.find(digest, now) != nullptr) return refused();
  const auto known = good_.find(digest, now);
  if (known == nullptr) return {};
  if (known->principal.expires <= claims_.now()) return Error{Error::Code::unauthorized, "it has expired"};
  return known->principal;
}

Result<Principal> Introspection::ask(std::string_view token) {
  if (auto known = recall(token)) return *std::move(known);
  const auto digest = sha256(token);
  std::unique_lock lock(mutex_);
  if (!asked_.insert(digest).second) {
    answered_.wait_for(lock, options_.patience, [&] { return !asked_.contains(digest); });
    lock.unlock();
    if (auto known = recall(token)) return *std::move(known);
    return Error{Error::Code::unavailable, "the issuer gave no answer to another request with this token"};
  }
  lock.unlock();
  struct Asked {
    Introspection& all;
    const Digest& digest;
    ~Asked() {
      const std::lock_guard locked(all.mutex_);
      all.asked_.erase(digest);
      all.answered_.notify_all();
    }
  } const asked{*this, digest};
  return ask_now(token, digest);
}

Result<Principal> Introspection::ask_now(std::string_view token, const Digest& digest) {
  auto verified = judge(token);
  const Seconds now = since_start();
  if (verified) {
    good_.keep(digest,
               {.principal = verified->principal,
                .from = now,
                .until = now + std::min<Seconds>(options_.remembered, verified->until - verified->from)});
    return std::move(verified->principal);
  }
  if (verified.error().code == Error::Code::unauthorized)
    bad_.keep(digest, {.principal = {}, .from = now, .until = now + options_.refused});
  return verified.error();
}

Result<Verified> Introspection::judge(std::string_view token) {
  const auto endpoint = options_.endpoint();
  if (!endpoint) return endpoint.error();
  std::string form = "token_type_hint=access_token&token=";
  append_percent_encoded(form, token);
  auto claims = fetch_json_object(
      fetcher_, {.url = *endpoint, .form = std::move(form), .authorization = authorization_});
  if (!claims) return Error{Error::Code::unavailable, claims.error().message};
  const Json* active = find_member(*claims, "active");
  if (active == nullptr || !active->is_boolean())
    return Error{Error::Code::unavailable, "the issuer's answer about a token has no `active`"};
  if (!active->get<bool>()) return refused();
  // Both may be left out: it is the issuer that answers, and what it says counts until it is asked again.
  const Seconds now = claims_.now().time_since_epoch();
  if (find_member(*claims, "iss") == nullptr) (*claims)["iss"] = claims_.issuer;
  if (find_member(*claims, "exp") == nullptr) (*claims)["exp"] = (now + Seconds(options_.remembered)).count();
  return read_claims(*claims, "", claims_, now);
}

}  // namespace mcp::auth
