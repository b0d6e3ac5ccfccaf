#include "jwt.h"

#include <optional>
#include <utility>

#include <mcp/auth/jwt/claims.h>
#include <mcp/auth/jwt/verified_tokens.h>
#include <mcp/core/bearer.h>
#include <mcp/core/environment.h>
#include <mcp/core/log.h>
#include <mcp/jose/digest.h>
#include <mcp/jose/key_set.h>
#include <mcp/jose/object.h>
#include <mcp/jose/signature.h>
#include <mcp/json/json.h>

namespace mcp::auth {
namespace {

Error unfit(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

/// All that a caller hears, whatever the reason.
Error not_valid() { return {Error::Code::unauthorized, "a valid access token is needed"}; }

Result<jose::Jwks> read_keys(const Jwt::Options& options) {
  if (options.public_key.empty() == options.secret.empty())
    return unfit("there are to be either keys or a secret");
  if (!options.secret.empty()) {
    auto secret = jose::Key::of_secret(options.secret);
    if (!secret) return secret.error();
    return jose::Jwks{.keys = {{.key = *std::move(secret)}}};
  }
  if (options.public_key.find("-----BEGIN ") == std::string::npos) return jose::read_jwks(options.public_key);
  auto key = jose::Key::of_pem(options.public_key);
  if (!key) return key.error();
  return jose::Jwks{.keys = {{.key = *std::move(key)}}};
}

Result<jose::KeySet> make_key_set(const Jwt::Options& options) {
  static const std::vector<std::string> kOfKeys{"RS256", "ES256", "EdDSA"};
  static const std::vector<std::string> kOfSecrets{"HS256"};
  const auto& usual = options.secret.empty() ? kOfKeys : kOfSecrets;
  std::vector<jose::Algorithm> algorithms;
  for (const std::string& name : options.algorithms.empty() ? usual : options.algorithms) {
    const auto algorithm = jose::algorithm_named(name);
    if (!algorithm) return unfit("'" + name + "' is no algorithm that can be checked");
    algorithms.push_back(*algorithm);
  }
  auto keys = read_keys(options);
  if (!keys) return unfit("the keys of the issuer cannot be used: " + keys.error().message);
  return jose::KeySet::make(*std::move(keys), algorithms);
}

Result<void> check(const Jwt::Options& options) {
  if (options.issuer.empty()) return unfit("the issuer of tokens has no name");
  if (options.audience.empty()) return unfit("tokens have no audience: anybody's would do");
  if (options.leeway < std::chrono::milliseconds(0) || options.leeway > Jwt::kMostLeeway)
    return unfit("the leeway of tokens is not 0 to 60 seconds");
  if (options.remembered > Jwt::kMostRemembered)
    return unfit("more than " + std::to_string(Jwt::kMostRemembered) + " tokens cannot be remembered");
  if (!can_be_quoted(options.realm)) return unfit("the realm holds a character that a header cannot quote");
  return {};
}

/// With the operator's values in place of what stands for them.
Result<Jwt::Options> expanded(Jwt::Options options) {
  for (std::string* text : {&options.issuer, &options.audience, &options.public_key, &options.secret}) {
    Result<std::string> value = expand(*text);
    if (!value) return unfit(value.error().message);
    *text = *std::move(value);
  }
  return options;
}

}  // namespace

struct Jwt::Trust {
  Trust(Options named, jose::KeySet of_issuer)
      : options(std::move(named)), keys(std::move(of_issuer)), verified(options.remembered) {}

  Result<Verified> verify(std::string_view token, Seconds now) const;

  const Options options;
  const jose::KeySet keys;
  VerifiedTokens verified;
};

Jwt::Jwt(Options options) : options_(std::move(options)) {}

Jwt::~Jwt() = default;

Result<void> Jwt::load() {
  auto options = expanded(options_);
  if (!options) return options.error();
  const auto checked = check(*options);
  auto keys = make_key_set(*options);
  jose::wipe(options->secret);
  jose::wipe(options->public_key);  // of a JSON Web Key, perhaps a secret too
  if (!checked) return checked;
  if (!keys) return keys.error();
  for (const std::string& why : keys->left_out())
    log_line(LogLevel::warning, "a key of the issuer is not used", {{"why", why}});
  const auto trust = std::make_shared<Trust>(*std::move(options), *std::move(keys));
  const std::lock_guard lock(mutex_);
  trust_ = trust;
  return {};
}

std::shared_ptr<Jwt::Trust> Jwt::trust() const {
  const std::lock_guard lock(mutex_);
  return trust_;
}

Result<Principal> Jwt::authenticate(const RequestHead& head) {
  const auto token = bearer_token(head);
  if (!token) return not_valid();
  const auto trust = this->trust();
  if (trust == nullptr) return Error{Error::Code::internal, "the keys of the issuer were never read"};
  const Seconds now = options_.now().time_since_epoch();
  // What is too long for a token is not worth its digest.
  const auto digest = token->size() > jose::kMostTokenBytes ? std::nullopt : jose::sha256(*token);
  if (const auto known = digest ? trust->verified.find(*digest, now) : nullptr) return known->principal;
  Result<Verified> verified = trust->verify(*token, now);
  if (!verified) {
    log_line(LogLevel::info, "a token was refused",
             {{"why", verified.error().message}, {"peer", head.peer()}});
    return not_valid();
  }
  if (digest) trust->verified.keep(*digest, *verified);
  return std::move(verified->principal);
}

Result<Verified> Jwt::Trust::verify(std::string_view token, Seconds now) const {
  Result<jose::Jws> jws = jose::read_jws(token);
  if (!jws) return jws.error();
  if (!keys.signed_token(*jws))
    return Error{Error::Code::unauthorized,
                 "none of the issuer's keys signed it, with the algorithm of that key"};
  const auto claims = jose::read_object(jws->payload);
  if (!claims) return Error{Error::Code::unauthorized, "its payload is no JSON object"};
  auto found = read_claims(*claims, jws->type, options, now);
  if (found) found->principal.claims = std::move(jws->payload);
  return found;
}

std::vector<std::string> Jwt::issuers() const {
  const auto trust = this->trust();
  if (trust == nullptr || trust->options.issuer.find("://") == std::string::npos) return {};
  return {trust->options.issuer};
}

std::string Jwt::challenge(const RequestHead& head) const {
  const std::string challenge = "Bearer realm=\"" + options_.realm + "\"";
  return bearer_token(head) ? challenge + ", error=\"invalid_token\"" : challenge;
}

}  // namespace mcp::auth
