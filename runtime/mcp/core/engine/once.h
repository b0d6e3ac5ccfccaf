#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include <mcp/core/result.h>
#include <mcp/core/shares.h>

namespace mcp {

class Store;

/// Remembers which one-time states are spent: in the store, or in the process when there is none.
class Once {
 public:
  explicit Once(Store* store);

  /// Others know as well what was spent, and it is known for longer than the process lasts.
  bool is_shared() const { return store_ != nullptr; }
  /// True for exactly one caller per `key` while its lifetime lasts. An error means: deny. `share` is the
  /// Caller::share() of whoever spends it.
  Result<bool> spend(std::string_view key, const std::string& share, std::chrono::seconds lifetime);

 private:
  Store* store_;
  std::mutex mutex_{};
  Shares places_;
  std::map<std::string, Shares::Place, std::less<>> spent_{};
  std::multimap<std::chrono::steady_clock::time_point, std::string_view> expiries_{};  ///< of what is spent
};

}  // namespace mcp
