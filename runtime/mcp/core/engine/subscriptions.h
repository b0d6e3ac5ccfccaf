#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <mcp/core/engine/change_bus.h>
#include <mcp/core/engine/session.h>
#include <mcp/core/sha256.h>
#include <mcp/core/shares.h>
#include <mcp/json/json_fwd.h>

namespace mcp {

class Connection;
class Outlet;
struct Request;

/// What one `subscriptions/listen` wants to hear.
struct ListenFilter {
  bool tools = false;
  bool prompts = false;
  bool resources = false;
  std::unordered_set<Sha256, Sha256Hash> uris{};  ///< their digests: streams stay open, and URIs may be long

  bool wants(const Change& change) const;
};

/// The open listen streams of one connection. Each stream begins with its acknowledgement, ends with its
/// final result if it has one, and carries nothing before or after.
class Subscriptions {
 public:
  explicit Subscriptions(std::size_t most) : most_(most) {}

  /// Refused when there are too many, or the server stops.
  Result<void> add(const Request& request, ListenFilter filter, std::string acknowledgement);
  /// The client listens no longer. False when there is no such stream.
  bool remove(const Json& id);
  /// The server stops: each stream gets its final result.
  void finish(Connection& connection);
  void clear();
  void tell(const Change& change);

 private:
  struct Stream {
    Stream(const Request& request, ListenFilter wanted, Shares::Place taken);

    const std::string id;
    const ListenFilter filter;
    const std::shared_ptr<Outlet> outlet;
    const Shares::Place place;
    std::mutex mutex{};  ///< held while sending, so that the order on the wire is the one above
    bool closed = false;
  };

  const std::size_t most_;
  std::mutex mutex_{};
  std::vector<std::shared_ptr<Stream>> streams_{};
  bool finished_ = false;
};

/// Tells the client of an earlier revision of a change, as far as it asked.
void tell_session(Connection& connection, Session& session, const Change& change);

}  // namespace mcp
