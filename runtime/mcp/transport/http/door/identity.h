#pragma once

#include <optional>
#include <string>
#include <utility>

#include <mcp/core/authenticator.h>
#include <mcp/transport/http/net/service.h>

namespace mcp::http {

/// Finds out who asks, and tells those who may not what is missing: the same way at every door.
class Identity {
 public:
  struct Options {
    Authenticator* authenticator = nullptr;  ///< none: nobody is asked, and known is who has a certificate
    std::string metadata{};                  ///< where clients read how to prove who they are; "" for nowhere
    bool strangers = false;                  ///< who tries to prove nothing is let in as one
  };

  explicit Identity(Options options) : options_(std::move(options)) {}

  /// Fills in `caller`; a response refuses one who does not prove who it is. Waits for nobody: what takes
  /// waiting is left open.
  Verdict recognise(const Head& head, const Client& client, Caller& caller) const;
  /// The same where it was left open: this waits.
  std::optional<Response> inquire(const Head& head, const Client& client, Caller& caller) const;
  bool still_stands(const Caller& caller) const;
  /// Whether anybody could be found out about now.
  bool ready() const;
  /// Adds to a 401 or 403 how to do better.
  void advise(Response& response) const;

 private:
  class SeenHead;

  std::optional<Response> settle(Result<Principal> found, const SeenHead& head, Caller& caller) const;
  bool is_tried(const SeenHead& head) const;
  Response refuse(const SeenHead& head, const Error& error, const Caller& caller) const;
  std::string challenge(const RequestHead& head) const;
  std::string metadata_parameter() const;

  const Options options_;
};

}  // namespace mcp::http
