#pragma once

#include <optional>

#include <mcp/core/authenticator.h>
#include <mcp/transport/http/net/service.h>

namespace mcp::http {

/// Finds out who asks, the same way at every door.
class Identity {
 public:
  /// Null: nobody is asked, and known is only who has a certificate.
  explicit Identity(Authenticator* authenticator) : authenticator_(authenticator) {}

  /// Fills in `caller`; a response refuses one who does not prove who it is.
  std::optional<Response> find(const Head& head, const Client& client, Caller& caller) const;

 private:
  Response refuse(const RequestHead& head, const Error& error) const;

  Authenticator* const authenticator_;
};

}  // namespace mcp::http
