#include "identity.h"

#include <mcp/core/log.h>
#include <mcp/transport/http/net/address.h>

namespace mcp::http {
namespace {

/// What an Authenticator gets to see of a request.
class SeenHead final : public RequestHead {
 public:
  SeenHead(const Head& head, const Client& client) : head_(head), client_(client) {}

  std::string_view peer() const override { return client_.address; }

  std::optional<std::string_view> header(std::string_view name) const override {
    std::optional<std::string_view> value;
    for (const Field& field : head_.fields()) {
      if (!equal_ignoring_case(field.name, name)) continue;
      if (value) return {};  // two say different things, and nobody knows which one counts
      value = field.value;
    }
    return value;
  }

 private:
  const Head& head_;
  const Client& client_;
};

}  // namespace

std::optional<Response> Identity::find(const Head& head, const Client& client, Caller& caller) const {
  if (!client.exempt()) caller.address = subscriber(client.address);
  if (authenticator_ == nullptr) {
    if (!client.name.empty())
      caller.principal = {.issuer = "certificate of " + client.issuer, .subject = client.name};
    return {};
  }
  const SeenHead seen(head, client);
  Result<Principal> principal = authenticator_->authenticate(seen);
  if (!principal) return refuse(seen, principal.error());
  caller.principal = *std::move(principal);
  return {};
}

Response Identity::refuse(const RequestHead& head, const Error& error) const {
  switch (error.code) {
    case Error::Code::unauthorized: {
      Response response = plain(401, error.message);
      response.fields.emplace_back("WWW-Authenticate", authenticator_->challenge(head));
      return response;
    }
    case Error::Code::forbidden:
      return plain(403, error.message);
    case Error::Code::rate_limited:
      return plain(429, error.message);
    default:  // whoever cannot be checked is not let in
      log_line(LogLevel::error, "a caller could not be checked", {{"why", error.message}});
      return plain(503, "who you are cannot be checked now, try again later");
  }
}

}  // namespace mcp::http
