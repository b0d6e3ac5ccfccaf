#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>

#include <mcp/core/context.h>
#include <mcp/core/engine/client_capabilities.h>
#include <mcp/core/revision/revision.h>

namespace mcp {

/// What `initialize` agreed on, and what the client set since. Used from any thread.
struct Session {
  Session(const Revision& agreed, ClientCapabilities declared) : revision(agreed), capabilities(declared) {}

  /// Of no other session of this process, before or after.
  const std::uint64_t number = [] {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
  }();

  const Revision& revision;
  const ClientCapabilities capabilities;
  std::atomic<bool> initialized = false;  ///< notifications may be sent

  std::mutex mutex{};  ///< guards what follows
  std::optional<LogLevel> log_level{};
  std::set<std::string, std::less<>> subscriptions{};  ///< URIs
};

}  // namespace mcp
