#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>

#include <mcp/json/json.h>

#include "cli/client/connection.h"

namespace mcpgen {

/// What came from a server: a message, where to send them, or that no answer will come any more.
struct Arrival {
  mcp::Json message{};
  std::size_t size = 0;    ///< of the message as it came
  std::string session{};   ///< the session that the answer's head named
  std::string endpoint{};  ///< where messages go from now on
  mcp::Json ended{};       ///< the request that has no answer; null for any
  Connection::Ending ending = Connection::Ending::none;
  ClientFault fault{};
};

/// Arrivals of several threads, for one that takes them. Who brings more than it may hold waits.
class Inbox {
 public:
  void put(Arrival arrival);
  /// The next one, or nothing when none came in time.
  std::optional<Arrival> take(Connection::Clock::time_point until);
  /// From now on nobody waits, and nothing is kept.
  void close();

 private:
  std::mutex mutex_{};
  std::condition_variable changed_{};
  std::deque<Arrival> arrivals_{};
  std::size_t held_ = 0;
  bool closed_ = false;
};

}  // namespace mcpgen
