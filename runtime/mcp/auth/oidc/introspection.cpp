#include "introspection.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <utility>

#include <mcp/auth/jwt/claims.h>
#include <mcp/core/base64.h>
#include <mcp/core/members.h>
#include <mcp/core/sha256.h>
#include <mcp/core/template/place.h>
#include <mcp/fetch/json_document.h>
#include <mcp/jose/jws.h>
#include <mcp/jose/signature.h>
#include <mcp/json/add_member.h>
#include <mcp/json/json.h>

namespace mcp::auth {
namespace {

/// For streams. They ask seldom, and wait for nothing.
constexpr std::size_t kThreads = 2;

constexpr Seconds kNever{std::numeric_limits<double>::infinity()};

Error too_many(std::chrono::seconds wait) {
  return {Error::Code::rate_limited,
          "too many tokens that are not good came from this address: try again in " +
              std::to_string(wait.count()) + " s",
          wait};
}

Jwt::Options of_any_type(Jwt::Options claims) {
  claims.token_type = "any";
  return claims;
}

bool is_as_before(const Principal& now, const Principal& then) {
  return now.id() == then.id() && now.scopes == then.scopes && now.roles == then.roles;
}

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

/// A token that the issuer called good, kept for as long as somebody stands by it: of a digest nobody can
/// ask.
class Introspection::Shown final : public Credential {
 public:
  Shown(std::string_view token, Seconds fresh_until)
      : token_(token), fresh_until_(fresh_until), until_(fresh_until + kGrace) {}
  Shown(const Shown&) = delete;
  Shown& operator=(const Shown&) = delete;
  ~Shown() override { jose::wipe(token_); }

  std::string_view token() const { return token_; }
  bool is_fresh(Seconds now) const { return now < fresh_until_.load(); }
  bool counts(Seconds now) const { return now < until_.load(); }
  /// As the issuer said now of the same token.
  void count_like(const Principal& said) const {
    const auto& other = static_cast<const Shown&>(*said.credential);
    fresh_until_ = other.fresh_until_.load();
    until_ = other.until_.load();
  }
  void count_no_more() const { fresh_until_ = until_ = Seconds(0); }
  /// False when another thread asks, or waits to.
  bool begin_asking() const { return !asked_.exchange(true); }
  void end_asking() const { asked_ = false; }

 private:
  std::string token_;
  mutable std::atomic<Seconds> fresh_until_;
  mutable std::atomic<Seconds> until_;
  mutable std::atomic<bool> asked_ = false;
};

Introspection::Introspection(Options options, Jwt::Options claims, Fetcher& fetcher)
    : options_(std::move(options)),
      claims_(of_any_type(std::move(claims))),
      fetcher_(fetcher),
      authorization_(basic(options_.client_id, options_.client_secret)),
      good_(options_.most),
      bad_(options_.most),
      once_good_(options_.most),
      failures_(options_.failures),
      again_({.threads = kThreads}) {}

std::optional<Result<Principal>> Introspection::recall(std::string_view token, Address address) {
  if (!is_token(token)) return Error{Error::Code::unauthorized, "it is longer than 8 KiB, or no token"};
  const auto digest = sha256(token);
  if (auto known = remembered(digest)) return known;
  const auto wait = address ? failures_.wait(*address) : std::nullopt;
  if (!wait || once_good_.find(digest, since_start()) != nullptr) return {};
  return too_many(std::chrono::ceil<std::chrono::seconds>(*wait));
}

std::optional<Result<Principal>> Introspection::remembered(const Digest& digest) {
  const Seconds now = since_start();
  if (bad_.find(digest, now) != nullptr) return refused();
  const auto known = good_.find(digest, now);
  if (known == nullptr) return {};
  if (has_expired(known->principal)) return Error{Error::Code::unauthorized, "it has expired"};
  return known->principal;
}

bool Introspection::has_expired(const Principal& principal) const {
  return principal.expires && *principal.expires <= claims_.now();
}

bool Introspection::still_stands(const Principal& principal) {
  auto shown = std::dynamic_pointer_cast<const Shown>(principal.credential);
  if (shown == nullptr || principal.issuer != claims_.issuer || has_expired(principal)) return false;
  const Seconds now = since_start();
  if (const auto known = remembered(sha256(shown->token()))) {
    if (!*known || !is_as_before(**known, principal)) return false;
    shown->count_like(**known);
    return true;
  }
  const bool counts = shown->counts(now);
  if (counts && !shown->is_fresh(now)) ask_again(std::move(shown), principal);
  return counts;
}

void Introspection::ask_again(std::shared_ptr<const Shown> shown, const Principal& principal) {
  if (!shown->begin_asking()) return;
  // Whatever becomes of the job, whoever looks next may ask again.
  const std::shared_ptr<const Shown> asking(shown.get(), [shown](const Shown* of) { of->end_asking(); });
  static_cast<void>(again_.submit([this, asking, principal]() noexcept {
    try {
      const auto found = find_out(asking->token(), sha256(asking->token()), {});
      if (found && is_as_before(*found, principal))
        asking->count_like(*found);
      else if (found || found.error().code == Error::Code::unauthorized)
        asking->count_no_more();
    } catch (...) {
      // Without memory nothing was heard.
    }
  }));
}

Result<Principal> Introspection::ask(std::string_view token, Address address) {
  if (auto known = recall(token, address)) return *std::move(known);
  return find_out(token, sha256(token), address);
}

Result<Principal> Introspection::find_out(std::string_view token, const Digest& digest, Address address) {
  std::unique_lock lock(mutex_);
  if (!asked_.insert(digest).second) {
    answered_.wait_for(lock, options_.patience, [&] { return !asked_.contains(digest); });
    lock.unlock();
    if (auto known = remembered(digest)) return *std::move(known);
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
  if (auto known = remembered(digest)) return *std::move(known);  // by who asked a moment ago
  auto found = ask_now(token, digest);
  // Those that were good once expire, whoever brings them.
  if (address && !found && found.error().code == Error::Code::unauthorized &&
      once_good_.find(digest, since_start()) == nullptr)
    static_cast<void>(failures_.count(*address));
  return found;
}

Result<Principal> Introspection::ask_now(std::string_view token, const Digest& digest) {
  auto verified = judge(token);
  const Seconds now = since_start();
  if (verified) {
    once_good_.keep(digest, {.principal = {}, .from = now, .until = kNever});
    verified->principal.credential = std::make_shared<const Shown>(token, now + options_.remembered);
    good_.keep(digest,
               {.principal = verified->principal,
                .from = now,
                .until = now + std::min<Seconds>(options_.remembered, verified->until - verified->from)});
    return std::move(verified->principal);
  }
  if (verified.error().code == Error::Code::unauthorized) {
    good_.forget(digest);
    bad_.keep(digest, {.principal = {}, .from = now, .until = now + options_.refused});
  }
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
  if (find_member(*claims, "iss") == nullptr) add_member(**claims, "iss", claims_.issuer);
  const bool expires = find_member(*claims, "exp") != nullptr;
  if (!expires) add_member(**claims, "exp", (now + Seconds(options_.remembered)).count());
  auto verified = read_claims(*claims, "", claims_, now);
  if (verified && !expires) verified->principal.expires.reset();
  return verified;
}

}  // namespace mcp::auth
