// What the manifest's user wrote.
#pragma once

#include <mcp/core/authenticator.h>

namespace acme {

class Login final : public mcp::Authenticator {
 public:
  mcp::Result<mcp::Principal> authenticate(const mcp::RequestHead& head) override {
    if (head.header("x-login") == "open sesame") return mcp::Principal{.issuer = "acme", .subject = "ali"};
    return mcp::Error{mcp::Error::Code::unauthorized, "the word is wrong"};
  }
  std::string challenge(const mcp::RequestHead&) const override { return "Sesame"; }
};

}  // namespace acme
