#pragma once

#include <mcp/core/authenticator.h>
#include <mcp/core/bearer.h>

namespace door {

/// Two badges open the door, and one of them locks it.
class Badges final : public mcp::Authenticator {
 public:
  mcp::Result<mcp::Principal> authenticate(const mcp::RequestHead& head) override {
    const auto badge = mcp::bearer_token(head);
    if (badge == "blue") return mcp::Principal{.issuer = "door", .subject = "blue"};
    if (badge == "red") return mcp::Principal{.issuer = "door", .subject = "red", .scopes = {"lock"}};
    if (badge) head.explain("there is no such badge");
    return mcp::Error{mcp::Error::Code::unauthorized, "show your badge"};
  }
  std::optional<mcp::Result<mcp::Principal>> recognise(const mcp::RequestHead& head) override {
    return authenticate(head);
  }
  std::string challenge(const mcp::RequestHead& head) const override {
    return mcp::bearer_challenge("door", head);
  }
};

}  // namespace door
