#include "api_key.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <utility>

#include <mcp/auth/api_key/database_url.h>
#include <mcp/auth/api_key/key_store.h>
#include <mcp/auth/api_key/key_text.h>
#include <mcp/auth/api_key/keys_command.h>
#include <mcp/auth/api_key/known_keys.h>
#include <mcp/auth/api_key/last_uses.h>
#include <mcp/core/ascii.h>
#include <mcp/core/bearer.h>
#include <mcp/core/environment.h>
#include <mcp/core/members.h>
#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace mcp::auth {
namespace {

using keys::Holder;
using keys::KeyStore;
using Waiting = KeyStore::Waiting;

constexpr std::string_view kIssuer = "api-key";
constexpr std::size_t kDatabaseBytes = std::size_t{1024} * 1024 * 1024;
constexpr std::size_t kMostKnown = 4096;
/// Of the database, until what is open with a key ends.
constexpr std::chrono::seconds kLongestSilence{4};

/// When the database said last that the key of whoever was let in is good.
struct Told final : Credential {
  explicit Told(std::chrono::steady_clock::time_point now) : at(now) {}
  mutable std::atomic<std::chrono::steady_clock::time_point> at;
};

/// Nothing where it did not come with a key.
const Told* told_of(const Principal& principal) {
  return dynamic_cast<const Told*>(principal.credential.get());
}

Error unfit(std::string why) { return {Error::Code::invalid_params, std::move(why)}; }

/// All that a caller hears, whatever the reason.
Error not_valid(const std::string& header) {
  return {Error::Code::unauthorized, "a valid API key is needed, in the header " + header};
}

Result<std::unique_ptr<KeyStore>> open_store(const ApiKey::Options& options) {
  if (!is_header_name(options.header))
    return unfit("`" + options.header + "` cannot be the name of a header");
  if (!can_be_quoted(options.realm)) return unfit("the realm holds a character that a header cannot quote");
  const auto database = expand(options.database);
  if (!database) return database.error();
  auto pepper = expand(options.pepper);
  if (!pepper) return pepper.error();
  auto path = keys::path_of(*database);
  if (!path) return path.error();
  return KeyStore::open({.database = {.file = {*std::move(path), kDatabaseBytes}, .clock = options.clock},
                         .prefix = options.prefix,
                         .pepper = *std::move(pepper)});
}

/// What else is known of a caller. The number tells still_stands() which secret of the key was used.
std::string claims_of(const Holder& holder) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_object().key("name").string(holder.name).key("generation").integer(holder.secret).end_object();
  return text;
}

Principal principal_of(Holder holder) {
  Principal principal{.issuer = std::string(kIssuer), .claims = claims_of(holder)};
  principal.subject = std::move(holder.id);
  principal.scopes = std::move(holder.scopes);
  if (holder.expires != keys::kNever)
    principal.expires = std::chrono::system_clock::time_point(std::chrono::milliseconds(holder.expires));
  return principal;
}

/// Nothing where it did not come with a key.
std::optional<std::int64_t> secret_of(const Principal& principal) {
  if (principal.issuer != kIssuer) return {};
  const auto read = read_json(principal.claims);
  const Json* claims = std::get_if<Json>(&read);
  const Json* generation = claims == nullptr ? nullptr : find_member(*claims, "generation");
  if (generation == nullptr || !generation->is_number_integer()) return {};
  return generation->get<std::int64_t>();
}

/// For the operator's eyes, and for no log. What is proposed keeps it out of the history of the shell.
void show(const keys::IssuedKey& first, const std::string& header) {
  const bool usual = equal_ignoring_case(header, ApiKey::Options{}.header);
  const std::string text =
      "The first API key of this server, shown this once; clients send it as " + header + ": " + first.text +
      "\nTo try it, put it into a file that only you can read: (umask 077; cat >api.key), paste it, Enter, "
      "Ctrl-D\nThen: mcpgen list http://ADDRESS/mcp " +
      (usual ? "--api-key" : "--bearer") + " @api.key\n";
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

struct Sent {
  std::string_view key{};
  bool twice = false;
  bool is_own = false;  ///< in the header that is for nothing else
};

/// The key in a request, "" for none. One that is there twice must be the same.
Sent sent_key(const RequestHead& head, const std::string& header) {
  const auto bearer = bearer_token(head);
  // Both may be the same header.
  const bool is_bearer = bearer && equal_ignoring_case(header, "authorization");
  const auto own = is_bearer ? std::nullopt : head.header(header);
  if (own && bearer && *own != *bearer) return {.twice = true};
  return {.key = own ? *own : bearer.value_or(""), .is_own = own.has_value()};
}

}  // namespace

class ApiKey::Keys final : public Command {
 public:
  explicit Keys(const Options& options) : options_(options) {}

  std::string_view name() const override { return "keys"; }
  std::string_view summary() const override {
    return "create, list, show, rotate, revoke and import API keys; `keys help` shows how";
  }
  Result<std::string> run(std::span<const std::string_view> arguments) override {
    return keys::run_keys({.open = [this] { return open_store(options_); },
                           .scopes = options_.scopes,
                           .header = options_.header},
                          arguments);
  }

 private:
  const Options& options_;
};

/// Requests that began before the keys were read again go on with this.
struct ApiKey::Opened {
  Opened(std::unique_ptr<KeyStore> opened, const Options& options)
      : store(std::move(opened)), uses(*store, options.noting) {}

  const std::unique_ptr<KeyStore> store;
  keys::LastUses uses;
  keys::KnownKeys known{kMostKnown};
};

ApiKey::ApiKey(Options options)
    : options_(std::move(options)), failures_(options_.failures), keys_(std::make_unique<Keys>(options_)) {}

ApiKey::~ApiKey() = default;

Command* ApiKey::keys() { return keys_.get(); }

Result<void> ApiKey::load() {
  auto store = open_store(options_);
  if (!store) return store.error();
  const auto first = (*store)->create_first({.name = "first", .scopes = options_.scopes});
  if (!first) return first.error();
  if (*first) show(**first, options_.header);
  auto opened = std::make_shared<Opened>(*std::move(store), options_);
  const std::lock_guard lock(mutex_);
  opened_.swap(opened);
  return {};
}

std::shared_ptr<ApiKey::Opened> ApiKey::opened() const {
  const std::lock_guard lock(mutex_);
  return opened_;
}

Result<Principal> ApiKey::authenticate(const RequestHead& head) { return look_up(head, true); }

std::optional<Result<Principal>> ApiKey::recognise(const RequestHead& head) {
  auto found = look_up(head, false);
  const bool unknown = !found && found.error().code == Error::Code::unavailable;
  return unknown ? std::nullopt : std::optional(std::move(found));
}

/// `unavailable` where the database does not say.
Result<Principal> ApiKey::look_up(const RequestHead& head, bool may_wait) {
  const Sent sent = sent_key(head, options_.header);
  if (sent.twice)
    return Error{Error::Code::unauthorized, "there are two API keys, and they are not the same"};
  if (sent.key.empty()) return not_valid(options_.header);
  const auto opened = this->opened();
  if (opened == nullptr) return Error{Error::Code::internal, "the API keys were never read"};
  KeyStore& store = *opened->store;
  const auto state = sent.key.size() <= keys::kMostKeyBytes ? store.state() : std::nullopt;
  if (const auto known = state ? opened->known.find(*state, sent.key, store.furthest_now()) : nullptr) {
    opened->uses.note(known->subject, store.now());
    told_of(*known)->at = options_.clock.monotonic();
    return *known;
  }
  std::string why;
  auto holder = store.holder_of(sent.key, may_wait ? Waiting::bounded : Waiting::not_at_all, &why);
  if (!holder) return Error{Error::Code::unavailable, holder.error().message};
  // What stands behind `Bearer` may be a token for another mode.
  if (!*holder && !sent.is_own && !sent.key.starts_with(options_.prefix + "_"))
    return not_valid(options_.header);
  if (!*holder) return refuse(head, sent.key, why);
  opened->uses.note((*holder)->id, store.now());
  const keys::Moment until = (*holder)->expires;
  Principal principal = principal_of(**std::move(holder));
  principal.credential = std::make_shared<const Told>(options_.clock.monotonic());
  if (state) opened->known.keep(*state, sent.key, principal, until);
  return principal;
}

/// Only who brought a wrong key is made to wait. A right one is let in whatever others behind the same
/// address did: nobody finds one of 256 random bits by trying, and nobody is to lock out his neighbours.
Error ApiKey::refuse(const RequestHead& head, std::string_view key, const std::string& why) {
  if (const auto wait = head.is_seen_again() ? failures_.wait(head.peer()) : failures_.count(head.peer())) {
    const auto later = std::chrono::ceil<std::chrono::seconds>(*wait);
    return {.code = Error::Code::rate_limited,
            .message = "too many wrong API keys came from this address: try again in " +
                       std::to_string(later.count()) + " s",
            .retry_after = later};
  }
  const std::string_view id = keys::id_in(key, options_.prefix);
  head.explain("the API key" + (id.empty() ? "" : " that says it is " + std::string(id)) + ": " + why);
  return not_valid(options_.header);
}

bool ApiKey::still_stands(const Principal& principal) {
  const auto secret = secret_of(principal);
  const auto opened = this->opened();
  if (!secret || opened == nullptr) return false;
  const auto time = std::chrono::milliseconds(opened->store->furthest_now());
  if (principal.expires && principal.expires->time_since_epoch() <= time) return false;
  const auto good = opened->store->still_good(principal.subject, *secret);
  const auto now = options_.clock.monotonic();
  const Told* const told = told_of(principal);
  if (!good) return told != nullptr && now - told->at.load() < kLongestSilence;
  if (*good && told != nullptr) told->at = now;
  return *good;
}

bool ApiKey::ready() {
  const auto opened = this->opened();
  return opened != nullptr && opened->store->can_be_read();
}

std::string ApiKey::challenge(const RequestHead& head) const {
  return bearer_challenge(options_.realm, head);
}

bool ApiKey::is_tried(const RequestHead& head) const {
  return head.header(options_.header) || Authenticator::is_tried(head);
}

}  // namespace mcp::auth
