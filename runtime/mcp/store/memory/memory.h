#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <mcp/core/store.h>
#include <mcp/core/subscribers.h>

namespace mcp::store {

/// Keeps everything in the process. Full means that what is new is refused; nothing is forgotten before
/// its time, because some of it says "no".
class Memory final : public Store {
 public:
  struct Options {
    std::size_t entries = 100'000;         ///< keys and families
    std::size_t bytes = 64 * 1024 * 1024;  ///< of keys, values and names of families
  };

  Memory() : Memory(Options{}) {}
  explicit Memory(Options options) : options_(options) {}

  Result<std::optional<std::string>> get(std::string_view key) override;
  Result<void> put(std::string_view key, std::string_view value, std::chrono::milliseconds ttl) override;
  Result<bool> put_if_absent(std::string_view key, std::string_view value,
                             std::chrono::milliseconds ttl) override;
  Result<std::optional<std::string>> consume_once(std::string_view key) override;
  Result<void> erase(std::string_view key) override;
  Result<void> put_in_family(std::string_view family, std::string_view key, std::string_view value,
                             std::chrono::milliseconds ttl) override;
  Result<void> revoke_family(std::string_view family, std::chrono::milliseconds ttl) override;
  Result<void> publish(std::string_view channel, std::string_view message) override;
  Result<std::shared_ptr<void>> subscribe(std::string_view channel,
                                          std::function<void(std::string_view)> receive) override;

 private:
  using Clock = std::chrono::steady_clock;
  struct Family;
  struct Entry;
  using Families = std::map<std::string, Family, std::less<>>;
  using Entries = std::map<std::string, Entry, std::less<>>;

  struct Family {
    std::set<std::string_view> keys{};
    std::optional<Clock::time_point> revoked_until{};  ///< refuses new members, and has none
  };
  struct Entry {
    std::string value{};
    Clock::time_point expires{};
    Families::iterator family{};
  };

  /// What every operation begins with: the lock, and no entry past its time.
  std::unique_lock<std::mutex> enter();
  Result<void> write(std::string_view key, std::string_view value, std::chrono::milliseconds ttl,
                     std::optional<std::string_view> family_name = {});
  void remove(Entries::iterator entry);
  void join_family(Entries::iterator entry, std::string_view name);
  void leave_family(Entries::iterator entry);
  void forget(Families::iterator family);
  bool has_room(std::size_t records, std::size_t bytes) const;

  const Options options_;
  std::mutex mutex_;
  Entries entries_;
  Families families_;
  std::set<std::pair<Clock::time_point, std::string_view>> expiries_;
  std::set<std::pair<Clock::time_point, std::string_view>> revocations_;
  std::size_t bytes_ = 0;

  Subscribers subscribers_;
};

}  // namespace mcp::store
