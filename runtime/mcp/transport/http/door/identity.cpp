#include "identity.h"

#include <exception>
#include <utility>

#include <mcp/core/log.h>
#include <mcp/core/refusal_log.h>
#include <mcp/transport/http/net/address.h>

namespace mcp::http {
namespace {

/// A request that says nothing of who asks.
class NothingSeen final : public RequestHead {
 public:
  std::string_view peer() const override { return {}; }
  std::optional<std::string_view> header(std::string_view) const override { return {}; }
};

/// What is being thrown, by code that may be the user's: anything.
Error failed() {
  try {
    throw;
  } catch (const std::exception& error) {
    return {Error::Code::internal, error.what()};
  } catch (...) {
    return {Error::Code::internal, "something that is no std::exception was thrown"};
  }
}

/// What the Authenticator answers; `otherwise` where it throws.
template <typename Ask>
auto ask_safely(Ask ask, decltype(ask()) otherwise) {
  try {
    return ask();
  } catch (...) {
    log_line(LogLevel::error, "the authenticator failed", {{"why", failed().message}});
    return otherwise;
  }
}

constexpr std::string_view kChallenge = "WWW-Authenticate";

std::string scope_parameter(const std::string& scopes) {
  return scopes.empty() ? "" : ", scope=\"" + scopes + "\"";
}

}  // namespace

/// What an Authenticator gets to see of a request.
class Identity::SeenHead final : public RequestHead {
 public:
  enum class Time { first, second };
  SeenHead(const Head& head, const Client& client, Time time) : head_(head), client_(client), time_(time) {}

  std::string_view peer() const override { return client_.address; }
  bool speaks_for_many() const override { return client_.exempt() || client_.address.empty(); }
  bool is_seen_again() const override { return time_ == Time::second; }

  std::optional<std::string_view> header(std::string_view name) const override {
    std::optional<std::string_view> value;
    for (const Field& field : head_.fields()) {
      if (!equal_ignoring_case(field.name, name)) continue;
      if (value) return std::string_view();  // two say different things, and nobody knows which one counts
      value = field.value;
    }
    return value;
  }

  void explain(std::string_view why) const override { why_.append(why_.empty() ? "" : "; ").append(why); }
  /// What was said of it; "" for nothing.
  const std::string& why() const { return why_; }

 private:
  const Head& head_;
  const Client& client_;
  const Time time_;
  mutable std::string why_{};
};

Verdict Identity::recognise(const Head& head, const Client& client, Caller& caller) const {
  if (!client.exempt()) caller.address = subscriber(client.address);
  if (options_.authenticator == nullptr) {
    if (!client.name.empty())
      caller.principal = {.issuer = "certificate of " + client.issuer, .subject = client.name};
    return {};
  }
  const SeenHead seen(head, client, SeenHead::Time::first);
  std::optional<Result<Principal>> found;
  try {
    found = options_.authenticator->recognise(seen);
  } catch (...) {
    found = failed();
  }
  if (!found) return {.open = true};
  return {.open = false, .refusal = settle(*std::move(found), seen, caller)};
}

std::optional<Response> Identity::inquire(const Head& head, const Client& client, Caller& caller) const {
  const SeenHead seen(head, client, SeenHead::Time::second);
  std::optional<Result<Principal>> found;
  try {
    found = options_.authenticator->authenticate(seen);
  } catch (...) {
    found = failed();
  }
  return settle(*std::move(found), seen, caller);
}

std::optional<Response> Identity::settle(Result<Principal> found, const SeenHead& head,
                                         Caller& caller) const {
  if (!found && options_.strangers && found.error().code == Error::Code::unauthorized && !is_tried(head)) {
    caller.principal = {.stranger = true};
    return {};
  }
  if (!found) return refuse(head, found.error(), caller);
  caller.principal = *std::move(found);
  return {};
}

bool Identity::still_stands(const Caller& caller) const {
  return options_.authenticator == nullptr || caller.principal.stranger ||
         ask_safely([&] { return options_.authenticator->still_stands(caller.principal); }, false);
}

bool Identity::ready() const {
  return options_.authenticator == nullptr ||
         ask_safely([&] { return options_.authenticator->ready(); }, false);
}

/// Where it cannot say so, it is: who shows something is no stranger.
bool Identity::is_tried(const SeenHead& head) const {
  return ask_safely([&] { return options_.authenticator->is_tried(head); }, true);
}

Response Identity::refuse(const SeenHead& head, const Error& error, const Caller& caller) const {
  const std::string& why = head.why().empty() ? error.message : head.why();
  const auto log = [&](Refusal kind) {
    log_refusal(kind, {{"why", why}, {"peer", head.peer()}, {"request_id", caller.request_id}});
  };
  switch (error.code) {
    case Error::Code::unauthorized: {
      log(is_tried(head) ? Refusal::not_valid : Refusal::nothing_shown);
      Response response = plain(401, error.message);
      response.fields.emplace_back(kChallenge, challenge(head));
      return response;
    }
    case Error::Code::forbidden:
      log(Refusal::not_valid);
      return plain(403, error.message);
    case Error::Code::rate_limited: {
      log(Refusal::too_many_tries);
      Response response = plain(429, error.message);
      response.retry_after = error.retry_after;
      return response;
    }
    default:  // whoever cannot be checked is not let in
      log(Refusal::unchecked);
      return plain(503, "who you are cannot be checked now, try again later");
  }
}

void Identity::advise(Response& response) const {
  if (options_.authenticator == nullptr) return;
  if (response.status == 401) {
    response.fields.emplace_back(kChallenge, challenge(NothingSeen()) + scope_parameter(response.scopes));
  } else if (!response.scopes.empty()) {
    response.fields.emplace_back(kChallenge, R"(Bearer error="insufficient_scope", error_description="this )"
                                             R"(needs a scope that you do not have")" +
                                                 scope_parameter(response.scopes) + metadata_parameter());
  }
}

std::string Identity::challenge(const RequestHead& head) const {
  const auto asked = [&] { return options_.authenticator->challenge(head); };
  return ask_safely(asked, R"(Bearer realm="mcp")") + metadata_parameter();
}

std::string Identity::metadata_parameter() const {
  return options_.metadata.empty() ? "" : ", resource_metadata=\"" + options_.metadata + "\"";
}

}  // namespace mcp::http
