#include "jwt.h"

#include <optional>
#include <utility>

#include <mcp/auth/jwt/claims.h>
#include <mcp/auth/jwt/key_source.h>
#include <mcp/auth/jwt/refused_token.h>
#include <mcp/auth/jwt/verified_tokens.h>
#include <mcp/core/bearer.h>
#include <mcp/core/environment.h>
#include <mcp/jose/digest.h>
#include <mcp/jose/object.h>
#include <mcp/jose/signature.h>
#include <mcp/json/json.h>

namespace mcp::auth {
namespace {

Error unfit(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

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

Result<KeySource::Keys> make_key_set(const Jwt::Options& options) {
  static const std::vector<std::string> kOfSecrets{"HS256"};
  const bool shared = options.algorithms.empty() && !options.secret.empty();
  const auto algorithms = read_algorithms(shared ? kOfSecrets : options.algorithms);
  if (!algorithms) return algorithms.error();
  auto keys = read_keys(options);
  if (!keys) return unfit("the keys of the issuer cannot be used: " + keys.error().message);
  return use_keys(*std::move(keys), *algorithms);
}

Result<void> check(const Jwt::Options& options) {
  if (options.issuer.empty()) return unfit("the issuer of tokens has no name");
  if (options.audience.empty()) return unfit("tokens have no audience: anybody's would do");
  if (options.leeway < std::chrono::milliseconds(0) || options.leeway > Jwt::kMostLeeway)
    return unfit("the leeway of tokens is not 0 to 60 seconds");
  if (!options.token_type.empty() && options.token_type != "at+jwt" && options.token_type != "any")
    return unfit("the type of tokens is neither `at+jwt` nor `any`");
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

/// What the keys say of a token that they have not signed: there is none that could have, there is none of
/// its name and others have not, the one of its name has not.
constexpr auto kOfNoKey = Error::Code::not_found;
constexpr auto kOfNoKeyTried = Error::Code::invalid_params;
constexpr auto kForged = Error::Code::forbidden;

/// A token that another key may have signed than those that are known.
bool may_be_signed(const Result<Principal>& found) {
  return !found && (found.error().code == kOfNoKey || found.error().code == kOfNoKeyTried ||
                    found.error().code == Error::Code::unavailable);
}

/// By the key that signed the token of whoever was let in.
struct SignedBy final : Credential {
  explicit SignedBy(std::shared_ptr<const jose::Jwk> signer) : key(std::move(signer)) {}
  const std::shared_ptr<const jose::Jwk> key;
};

}  // namespace

struct Jwt::Trust {
  Trust(const Options& named, KeySource::Keys of_issuer)
      : options(named), keys(std::move(of_issuer)), verified(options.remembered) {}

  Result<Principal> find(std::string_view token);
  Result<Verified> verify(std::string_view token, Seconds now) const;

  const Options options;
  const KeySource::Keys keys;
  VerifiedTokens verified;
};

Jwt::Jwt(Options options) : Jwt(std::move(options), nullptr) {}

Jwt::Jwt(Options options, std::shared_ptr<KeySource> source)
    : options_(std::move(options)), source_(std::move(source)), failures_(options_.failures) {}

Jwt::~Jwt() = default;

Result<void> Jwt::load() {
  auto options = expanded(options_);
  if (!options) return options.error();
  const auto checked = check(*options);
  auto keys = source_ == nullptr ? make_key_set(*options) : Result<KeySource::Keys>(nullptr);
  jose::wipe(options->secret);
  jose::wipe(options->public_key);  // of a JSON Web Key, perhaps a secret too
  if (!checked) return checked;
  if (!keys) return keys.error();
  const auto trust = std::make_shared<Trust>(*std::move(options), *std::move(keys));
  const std::lock_guard lock(mutex_);
  trust_ = trust;
  return {};
}

std::shared_ptr<Jwt::Trust> Jwt::trust() {
  auto keys = source_ == nullptr ? nullptr : source_->keys();
  const std::lock_guard lock(mutex_);
  if (source_ != nullptr && trust_ != nullptr && trust_->keys != keys)
    trust_ = std::make_shared<Trust>(trust_->options, std::move(keys));
  return trust_;
}

Result<Principal> Jwt::find(std::string_view token) {
  const auto trust = this->trust();
  if (trust == nullptr) return Error{Error::Code::internal, "the keys of the issuer were never read"};
  if (trust->keys == nullptr) return Error{Error::Code::unavailable, "the issuer has not shown its keys"};
  return trust->find(token);
}

bool Jwt::still_stands(const Principal& principal) {
  const auto trust = this->trust();
  if (trust == nullptr || trust->keys == nullptr || principal.issuer != trust->options.issuer) return false;
  if (principal.expires && *principal.expires <= trust->options.now()) return false;
  const auto* by = dynamic_cast<const SignedBy*>(principal.credential.get());
  return by != nullptr && trust->keys->has(*by->key);
}

bool Jwt::ready() {
  const auto trust = this->trust();
  return trust != nullptr && trust->keys != nullptr;
}

Result<Principal> Jwt::authenticate(const RequestHead& head) {
  const auto token = bearer_token(head);
  if (!token) return no_valid_token();
  auto found = find(*token);
  const bool left_open = source_ != nullptr && may_be_signed(found) && source_->may_renew();
  if (left_open) {
    source_->renew();
    found = find(*token);
  }
  return answer(std::move(found), head, head.is_seen_again() && !left_open);
}

std::optional<Result<Principal>> Jwt::recognise(const RequestHead& head) {
  const auto token = bearer_token(head);
  if (!token) return no_valid_token();
  auto found = find(*token);
  if (source_ != nullptr && may_be_signed(found) && source_->may_renew()) return {};
  return answer(std::move(found), head, head.is_seen_again());
}

/// Only who brings a false signature is made to wait, and only by 429 in place of 401: a good token is let in
/// whatever others behind the same address did. What costs no signature costs nobody a wait: a key that is
/// not known may be one of tomorrow, or of yesterday, and another issuer's token another mode's.
Result<Principal> Jwt::answer(Result<Principal> found, const RequestHead& head, bool counted) {
  const bool forged = !found && (found.error().code == kForged || found.error().code == kOfNoKeyTried);
  if (forged) {
    if (auto wait = over_attempts(head, counted)) return *std::move(wait);
  }
  if (forged || (!found && found.error().code == kOfNoKey))
    found = Error{Error::Code::unauthorized, found.error().message};
  return told(std::move(found), head);
}

std::optional<Error> Jwt::over_attempts(const RequestHead& head, bool counted) {
  if (head.speaks_for_many()) return {};
  const auto wait = counted ? failures_.wait(head.peer()) : failures_.count(head.peer());
  if (!wait) return {};
  const auto later = std::chrono::ceil<std::chrono::seconds>(*wait);
  return Error{.code = Error::Code::rate_limited,
               .message = "too many tokens that are not good came from this address: try again in " +
                          std::to_string(later.count()) + " s",
               .retry_after = later};
}

Result<Principal> Jwt::Trust::find(std::string_view token) {
  const Seconds now = options.now().time_since_epoch();
  // What is too long for a token is not worth its digest.
  const auto digest = token.size() > jose::kMostTokenBytes ? std::nullopt : jose::sha256(token);
  if (const auto known = digest ? verified.find(*digest, now) : nullptr) return known->principal;
  Result<Verified> found = verify(token, now);
  if (!found) return found.error();
  if (digest) verified.keep(*digest, *found);
  return std::move(found->principal);
}

Result<Verified> Jwt::Trust::verify(std::string_view token, Seconds now) const {
  Result<jose::Jws> jws = jose::read_jws(token);
  if (!jws) return jws.error();
  // Before the signature: other modes' tokens cost none, and no key of theirs is looked for here.
  const auto claims = jose::read_object(jws->payload);
  if (!claims) return Error{Error::Code::unauthorized, "its payload is no JSON object"};
  if (auto own = check_issuer(*claims, options); !own) return own.error();
  if (!keys->has_key_for(*jws))
    return Error{kOfNoKey, "none of the issuer's keys has its `kid` and algorithm"};
  const jose::Jwk* const signer = keys->signer_of(*jws);
  if (signer == nullptr && keys->has_key_named_by(*jws))
    return Error{kForged, "the key of the issuer that it names has not signed it"};
  if (signer == nullptr) return Error{kOfNoKeyTried, "no key of the issuer that it may mean has signed it"};
  auto found = read_claims(*claims, jws->type, options, now);
  if (!found) return found;
  found->principal.claims = std::move(jws->payload);
  found->principal.credential =
      std::make_shared<const SignedBy>(std::shared_ptr<const jose::Jwk>(keys, signer));
  return found;
}

std::vector<std::string> Jwt::issuers() const {
  const std::lock_guard lock(mutex_);
  if (trust_ == nullptr || trust_->options.issuer.find("://") == std::string::npos) return {};
  return {trust_->options.issuer};
}

std::vector<std::string> Jwt::audiences() const {
  const std::lock_guard lock(mutex_);
  if (trust_ == nullptr) return {};
  return {trust_->options.audience};
}

std::string Jwt::challenge(const RequestHead& head) const { return bearer_challenge(options_.realm, head); }

}  // namespace mcp::auth
