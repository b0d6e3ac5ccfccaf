#include "oidc.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <utility>

#include <mcp/auth/jwt/refused_token.h>
#include <mcp/auth/oidc/discovery.h>
#include <mcp/auth/oidc/introspection.h>
#include <mcp/auth/oidc/remote_keys.h>
#include <mcp/core/bearer.h>
#include <mcp/core/environment.h>
#include <mcp/core/log.h>
#include <mcp/fetch/json_document.h>

namespace mcp::auth {
namespace {

Error unfit(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

Result<Oidc::Options> expanded(Oidc::Options options) {
  for (std::string* text : {&options.issuer, &options.audience, &options.jwks_uri, &options.ca,
                            &options.introspection.client_id, &options.introspection.client_secret}) {
    Result<std::string> value = expand(*text);
    if (!value) return unfit(value.error().message);
    *text = *std::move(value);
  }
  return options;
}

Jwt::Options for_tokens(const Oidc::Options& options) {
  return {.issuer = options.issuer,
          .audience = options.audience,
          .algorithms = options.algorithms,
          .role_claims = options.role_claims,
          .leeway = options.leeway,
          .token_type = options.token_type,
          .realm = options.realm,
          .remembered = options.most_remembered,
          .now = options.wall};
}

/// What is asked at the operator's word. An issuer that is asked nothing may have any name.
std::vector<std::string> urls_of(const Oidc::Options& options) {
  std::vector<std::string> urls;
  if (options.jwks_uri.empty() || !options.introspection.client_id.empty()) urls.push_back(options.issuer);
  if (!options.jwks_uri.empty()) urls.push_back(options.jwks_uri);
  return urls;
}

Result<std::vector<jose::Algorithm>> algorithms_of(const Oidc::Options& options) {
  auto algorithms = read_algorithms(options.algorithms);
  if (algorithms && std::ranges::find(*algorithms, jose::Algorithm::hs256) != algorithms->end())
    return unfit("HS256 is for shared secrets, which no issuer publishes");
  return algorithms;
}

/// Of an address: those who wait there may have good tokens, at which nobody has looked.
constexpr std::chrono::seconds kLongestWait{4};

Introspection::Address address_of(const RequestHead& head) {
  return head.speaks_for_many() ? std::nullopt : Introspection::Address(head.peer());
}

bool is_signed(std::string_view token) { return std::ranges::count(token, '.') == 2; }

}  // namespace

class Oidc::Issuer {
 public:
  Issuer(Options options, std::unique_ptr<Fetcher> fetcher, std::vector<jose::Algorithm> algorithms)
      : options_(std::move(options)),
        fetcher_(std::move(fetcher)),
        keys_(std::make_shared<RemoteKeys>(RemoteKeys::Options{.fetch = [this] { return fetch_keys(); },
                                                               .algorithms = std::move(algorithms),
                                                               .refresh = options_.refresh,
                                                               .cooldown = options_.cooldown,
                                                               .retry = options_.retry,
                                                               .most_age = options_.most_age,
                                                               .now = options_.now})),
        jwt_(for_tokens(options_), keys_) {
    if (!options_.introspection.client_id.empty())
      introspection_.emplace(
          Introspection::Options{.endpoint = [this] { return introspection_endpoint(); },
                                 .client_id = options_.introspection.client_id,
                                 .client_secret = options_.introspection.client_secret,
                                 .remembered = options_.remembered,
                                 .most = options_.most_remembered,
                                 .failures = {.longest_wait = kLongestWait, .now = options_.now},
                                 .now = options_.now},
          for_tokens(options_), *fetcher_);
  }
  ~Issuer() { fetcher_->give_up(); }

  /// With `at_once` it is an error where the issuer shows no keys now.
  Result<void> start(bool at_once) {
    if (auto loaded = jwt_.load(); !loaded) return loaded;
    if (at_once) {
      if (auto read = keys_->reload(); !read) return read;
    }
    try {
      refreshing_ = std::jthread([keys = keys_](const std::stop_token& stop) { keys->keep_fresh(stop); });
    } catch (const std::system_error&) {
      return Error{Error::Code::unavailable, "the machine gives no thread to ask the issuer on"};
    }
    return {};
  }

  const Options& options() const { return options_; }
  RemoteKeys& keys() { return *keys_; }
  Jwt& jwt() { return jwt_; }
  bool still_stands(const Principal& principal) {
    return jwt_.still_stands(principal) || (introspection_ && introspection_->still_stands(principal));
  }
  /// Null for tokens that the keys decide about.
  Introspection* introspection_for(std::string_view token) {
    return introspection_ && !is_signed(token) ? &*introspection_ : nullptr;
  }

 private:
  /// With them whatever metadata is needed is read anew.
  Result<std::string> fetch_keys() {
    if (options_.jwks_uri.empty()) {
      const auto found = find_endpoints();
      if (!found) return found.error();
      return fetch_json_text(*fetcher_, {.url = found->keys});
    }
    if (introspection_) {
      if (const auto found = find_endpoints(); !found)
        log_line(LogLevel::error, "the issuer's metadata cannot be read", {{"why", found.error().message}});
    }
    return fetch_json_text(*fetcher_, {.url = options_.jwks_uri});
  }

  /// Of the metadata that was read last, with the keys: however many tokens there are to ask about, it is
  /// looked for by one thread and once in a while.
  Result<std::string> introspection_endpoint() {
    auto known = endpoints();
    if (!known) {
      keys_->renew();
      known = endpoints();
    }
    if (!known) return Error{Error::Code::unavailable, "the metadata of the issuer could not be read"};
    if (known->introspection.empty())
      return Error{Error::Code::unavailable, "the metadata of the issuer has no `introspection_endpoint`"};
    return known->introspection;
  }

  std::optional<Endpoints> endpoints() {
    const std::lock_guard lock(mutex_);
    return endpoints_;
  }

  Result<Endpoints> find_endpoints() {
    auto found = discover(*fetcher_, options_.issuer);
    if (!found) return found;
    const std::lock_guard lock(mutex_);
    endpoints_ = *found;
    return found;
  }

  const Options options_;
  const std::unique_ptr<Fetcher> fetcher_;
  std::mutex mutex_{};
  std::optional<Endpoints> endpoints_{};
  const std::shared_ptr<RemoteKeys> keys_;
  Jwt jwt_;
  std::optional<Introspection> introspection_{};
  std::jthread refreshing_{};
};

Oidc::Oidc(Options options) : options_(std::move(options)) {}

Oidc::~Oidc() = default;

Result<void> Oidc::load() {
  auto options = expanded(options_);
  if (!options) return options.error();
  if (options->introspection.client_id.empty() != options->introspection.client_secret.empty())
    return unfit("introspection takes both a client id and its secret");
  if (options->remembered > Introspection::kLongestRemembered)
    return unfit("what an issuer says of a token is remembered for 60 seconds at the most");
  auto algorithms = algorithms_of(*options);
  if (!algorithms) return algorithms.error();
  const auto known = issuer();
  if (known != nullptr && known->options() == *options) return known->keys().reload();
  auto fetcher = Fetcher::make({.operator_urls = urls_of(*options),
                                .insecure = options->insecure_issuer,
                                .ca = options->ca,
                                .deadline = options->deadline});
  if (!fetcher) return fetcher.error();
  if (options->insecure_issuer)
    log_line(LogLevel::warning,
             "the issuer may be asked by plain http: whoever is on the way can let in anybody");
  auto described = std::make_shared<Issuer>(*std::move(options), *std::move(fetcher), *std::move(algorithms));
  if (auto started = described->start(known != nullptr); !started) return started;
  const std::lock_guard lock(mutex_);
  issuer_.swap(described);
  return {};
}

std::shared_ptr<Oidc::Issuer> Oidc::issuer() const {
  const std::lock_guard lock(mutex_);
  return issuer_;
}

Result<Principal> Oidc::authenticate(const RequestHead& head) {
  const auto issuer = this->issuer();
  if (issuer == nullptr) return Error{Error::Code::internal, "the issuer was never looked for"};
  const auto token = bearer_token(head);
  Introspection* const introspection = token ? issuer->introspection_for(*token) : nullptr;
  if (introspection == nullptr) return issuer->jwt().authenticate(head);
  return told(introspection->ask(*token, address_of(head)), head);
}

std::optional<Result<Principal>> Oidc::recognise(const RequestHead& head) {
  const auto issuer = this->issuer();
  if (issuer == nullptr) return Error{Error::Code::internal, "the issuer was never looked for"};
  const auto token = bearer_token(head);
  Introspection* const introspection = token ? issuer->introspection_for(*token) : nullptr;
  if (introspection == nullptr) return issuer->jwt().recognise(head);
  auto known = introspection->recall(*token, address_of(head));
  if (!known) return {};
  return told(*std::move(known), head);
}

bool Oidc::still_stands(const Principal& principal) {
  const auto issuer = this->issuer();
  return issuer != nullptr && issuer->still_stands(principal);
}

bool Oidc::ready() {
  const auto issuer = this->issuer();
  return issuer != nullptr && issuer->jwt().ready();
}

std::vector<std::string> Oidc::issuers() const {
  const auto issuer = this->issuer();
  return issuer == nullptr ? std::vector<std::string>() : issuer->jwt().issuers();
}

std::vector<std::string> Oidc::audiences() const {
  const auto issuer = this->issuer();
  return issuer == nullptr ? std::vector<std::string>() : issuer->jwt().audiences();
}

std::string Oidc::challenge(const RequestHead& head) const {
  const auto issuer = this->issuer();
  return issuer == nullptr ? "Bearer" : issuer->jwt().challenge(head);
}

}  // namespace mcp::auth
