#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/principal.h>
#include <mcp/core/result.h>

namespace mcp {

/// What is known of a request before its body is read.
class RequestHead {
 public:
  virtual ~RequestHead() = default;
  /// Address of the client.
  virtual std::string_view peer() const = 0;
  /// Whether many may stand behind it: this machine itself, or a proxy. What others there did is no reason to
  /// make anybody wait.
  virtual bool speaks_for_many() const { return false; }
  /// Whether recognise() was asked about this request before. What it counted then is not counted again.
  virtual bool is_seen_again() const { return false; }
  /// The value of a header, its name in any letter case: "" when it comes twice, nothing when it is absent.
  virtual std::optional<std::string_view> header(std::string_view name) const = 0;
  /// Tells the log why its sender is not let in, where the sender is to hear less. No secret stands in it.
  virtual void explain(std::string_view why) const { static_cast<void>(why); }
};

/// Decides who is calling. Called from any thread.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  /// Reads the keys and secrets it goes by: before anybody is asked, and again whenever the operator has
  /// changed them. After an error those read before stay.
  virtual Result<void> load() { return {}; }
  /// `unauthorized`, `forbidden` and `rate_limited` are told to the caller; any other error is told to the
  /// log, and lets nobody in. May wait for others, within a few seconds.
  virtual Result<Principal> authenticate(const RequestHead& head) = 0;
  /// The same where it takes no waiting; nothing where authenticate() has to be asked, which is done where
  /// waiting holds nobody up.
  virtual std::optional<Result<Principal>> recognise(const RequestHead&) { return {}; }
  /// Whether who was let in may go on with what is open: asked every few seconds. Waits for nobody.
  virtual bool still_stands(const Principal& principal) { return !principal.expired(); }
  /// Whether callers can be told apart now: until then the server is not ready. Waits for nobody.
  virtual bool ready() { return true; }
  /// How callers prove who they are: the value of WWW-Authenticate for a request that was not let in.
  virtual std::string challenge(const RequestHead& head) const = 0;
  /// Whether the request tries to prove who sends it, whatever it is worth.
  virtual bool is_tried(const RequestHead& head) const { return head.header("authorization").has_value(); }
  /// Who gives out what it takes, as clients find them: the URLs of authorization servers. After load().
  virtual std::vector<std::string> issuers() const { return {}; }
  /// What these have to be asked for, by clients that want to be let in here. After load().
  virtual std::vector<std::string> audiences() const { return {}; }
};

/// Decides whether `principal` may use something that needs all of `scopes`, or is open to everybody; what is
/// said to be both needs the scopes. The one place, for every door and revision. The error names every
/// missing scope.
Result<void> authorize(const Principal& principal, const std::vector<std::string>& scopes, bool open = false);

}  // namespace mcp
