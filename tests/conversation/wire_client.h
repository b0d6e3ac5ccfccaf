#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/engine/engine.h>
#include <mcp/json/json.h>

namespace conversation {

using mcp::Json;

inline constexpr std::chrono::seconds kLong{20};        // for what must happen
inline constexpr std::chrono::milliseconds kShort{80};  // for what must not

inline constexpr const char* kModern = "2026-07-28";
inline constexpr const char* kLegacy[] = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"};

/// `params` with the `_meta` that a modern request needs.
Json modern_params(Json params, const Json& capabilities = Json::object());

/// The other end of an Engine: sends frames, collects what comes back, and checks each message against
/// the official schema of `revision`. Fails the test that owns it when one does not pass.
class WireClient {
 public:
  /// Opens a session where the revision has sessions.
  explicit WireClient(mcp::Engine& engine, std::string revision = kModern, Json capabilities = Json::object(),
                      mcp::Principal principal = {});
  /// Opens nothing: what is said is all the test's.
  struct Bare {
    std::string revision;
  };
  WireClient(mcp::Engine& engine, Bare bare);
  ~WireClient();
  WireClient(const WireClient&) = delete;
  WireClient& operator=(const WireClient&) = delete;

  void send_raw(std::string_view frame);
  void send(const Json& message) { send_raw(message.dump()); }
  /// Sends a request with what its revision needs in `_meta`; returns its id.
  int start(std::string_view method, Json params = Json::object());
  void notify(std::string_view method, Json params = Json::object());

  /// The first message that `wanted` accepts, taken out; null when none comes in time.
  Json take(const std::function<bool(const Json&)>& wanted, std::chrono::milliseconds patience = kLong);
  Json next(std::chrono::milliseconds patience = kLong);
  Json response(const Json& id, std::chrono::milliseconds patience = kLong);
  Json notification(std::string_view method, std::chrono::milliseconds patience = kLong);
  /// A request of the server's.
  Json question(std::chrono::milliseconds patience = kLong);

  Json request(std::string_view method, Json params = Json::object()) {
    return response(start(method, params));
  }
  Json call(std::string_view tool, Json arguments = Json::object()) {
    return request("tools/call", {{"name", tool}, {"arguments", std::move(arguments)}});
  }

  /// Somebody else reads what comes from now on.
  void read_as(mcp::Principal principal);

  mcp::Peer& peer() { return *peer_; }
  const std::string& revision() const { return revision_; }
  bool modern() const { return revision_ == kModern; }

 private:
  class Inbox;

  const std::string revision_;
  const Json capabilities_;
  std::shared_ptr<Inbox> inbox_;
  std::shared_ptr<mcp::Peer> peer_;
  int next_id_ = 1;
};

/// The text of the first content block of a tool's answer.
std::string text_of(const Json& response);

/// The code of an error response, 0 when it is none.
int code_of(const Json& response);

}  // namespace conversation
