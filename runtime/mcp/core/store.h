#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <mcp/core/result.h>

namespace mcp {

/// Keys with values that expire, shared by whatever must be remembered. Keys and values are bytes.
/// Called from any thread; an error always means "nothing was changed, deny".
class Store {
 public:
  virtual ~Store() = default;

  virtual Result<std::optional<std::string>> get(std::string_view key) = 0;
  /// A ttl of zero or less means "does not expire".
  virtual Result<void> put(std::string_view key, std::string_view value, std::chrono::milliseconds ttl) = 0;
  /// True when the key was absent and now holds `value`. Atomic.
  virtual Result<bool> put_if_absent(std::string_view key, std::string_view value,
                                     std::chrono::milliseconds ttl) = 0;
  /// Takes the value away: of any number of callers at once exactly one receives it. Durable before it
  /// returns, where the store is durable.
  virtual Result<std::optional<std::string>> consume_once(std::string_view key) = 0;
  virtual Result<void> erase(std::string_view key) = 0;

  /// Makes `key` a member of `family`, which may be revoked as a whole.
  virtual Result<void> put_in_family(std::string_view family, std::string_view key, std::string_view value,
                                     std::chrono::milliseconds ttl) = 0;
  /// Removes every member, and refuses new ones for at least `ttl`: as long as somebody may still try to
  /// add one. Acknowledged means lasting.
  virtual Result<void> revoke_family(std::string_view family, std::chrono::milliseconds ttl) = 0;

  /// Tells every subscriber of `channel`, in every process that shares the store.
  virtual Result<void> publish(std::string_view channel, std::string_view message) = 0;
  /// Calls `receive` until the returned token is destroyed. `receive` must not block.
  virtual Result<std::shared_ptr<void>> subscribe(std::string_view channel,
                                                  std::function<void(std::string_view)> receive) = 0;
};

}  // namespace mcp
