#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <mcp/core/store.h>
#include <mcp/store/sqlite/store_clock.h>

namespace mcp::store {

/// Keeps everything in one file, for its owner only: what was acknowledged is on the disk. Processes of one
/// machine may share the file, and see at once what another has done; what is published reaches them within
/// 300 ms. Full means that what is new is refused; nothing is forgotten before its time.
class Sqlite final : public Store {
 public:
  struct Options {
    std::string path{};                            ///< made where there is none; its folder exists
    std::size_t bytes = 1024 * 1024 * 1024;        ///< the largest file
    std::size_t key_bytes = 1024;                  ///< the longest key or name of a family or channel
    std::size_t value_bytes = 1024 * 1024;         ///< the longest value
    std::chrono::milliseconds busy_timeout{2000};  ///< how long a call waits for others
    sqlite::StoreClock::Sources clock{};
  };

  static constexpr std::size_t kMostMessageBytes = 64 * 1024;

  /// An error says what is wrong with the file, and what to do. Such a file is left as it is.
  static Result<std::unique_ptr<Sqlite>> make(Options options);
  /// Nobody is in a call any more. Subscriptions may outlive the store; they hear nothing then.
  ~Sqlite() override;

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
  class Parts;

  explicit Sqlite(std::unique_ptr<Parts> parts);

  const std::unique_ptr<Parts> parts_;
};

}  // namespace mcp::store
