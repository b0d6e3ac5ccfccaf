#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include <mcp/core/context.h>
#include <mcp/core/engine/client_capabilities.h>
#include <mcp/core/revision/revision.h>
#include <mcp/core/sha256.h>

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
  std::unordered_set<Sha256, Sha256Hash> subscriptions{};  ///< digests of URIs, which may be long
  std::deque<std::string> links{};  ///< names of what the user was asked to open, and is not done

  /// A client that is asked and asked again hears of the last ones.
  void remember_link(std::string name) {
    static constexpr std::size_t kMostLinks = 256;
    const std::lock_guard lock(mutex);
    std::erase(links, name);
    links.push_back(std::move(name));
    if (links.size() > kMostLinks) links.pop_front();
  }
  /// False when the client was not asked, or knows already.
  bool forget_link(std::string_view name) {
    const std::lock_guard lock(mutex);
    return std::erase(links, name) > 0;
  }
};

}  // namespace mcp
