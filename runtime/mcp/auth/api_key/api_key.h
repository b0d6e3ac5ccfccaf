#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/authenticator.h>
#include <mcp/core/failed_attempts.h>
#include <mcp/core/launch/command.h>
#include <mcp/store/sqlite/store_clock.h>

namespace mcp::auth {

/// Lets in whoever brings an API key that the operator gave out. Keys stand in a database file as hashes:
/// what was read of them counts for as long as nobody has changed it, so that a key which was revoked, by
/// whatever process, is good for nothing from then on.
class ApiKey final : public Authenticator {
 public:
  struct Options {
    std::string database{};             ///< `sqlite:///keys.db`; made where there is none
    std::string header = "X-API-Key";   ///< in any letter case; `Authorization: Bearer` is good as well
    std::string prefix = "mcp";         ///< of new keys: 1 to 16 of the characters a-z 0-9
    std::string pepper{};               ///< the operator's, mixed into the hashes
    std::vector<std::string> scopes{};  ///< all there are: what keys may be given
    std::string realm = "mcp";          ///< in the challenge
    /// How often it is written down when keys were used last.
    std::chrono::milliseconds noting{60'000};
    FailedAttempts::Options failures{};
    store::sqlite::StoreClock::Sources clock{};
  };

  /// Database and pepper are texts of the operator's: `${NAME}`, `${file:/path}`.
  explicit ApiKey(Options options);
  ~ApiKey() override;

  /// Where the database has never held a key, this makes one that has all scopes, and writes it to standard
  /// error, once.
  Result<void> load() override;
  Result<Principal> authenticate(const RequestHead& head) override;
  std::optional<Result<Principal>> recognise(const RequestHead& head) override;
  /// While the database does not say, what it said last of the key counts, for a moment.
  bool still_stands(const Principal& principal) override;
  bool ready() override;
  std::string challenge(const RequestHead& head) const override;
  bool is_tried(const RequestHead& head) const override;

  /// `keys`, for whoever gives keys out and takes them back.
  Command* keys();

 private:
  class Keys;
  struct Opened;

  std::shared_ptr<Opened> opened() const;
  Result<Principal> look_up(const RequestHead& head, bool may_wait);
  Error refuse(const RequestHead& head, std::string_view key, const std::string& why);

  const Options options_;
  FailedAttempts failures_;
  const std::unique_ptr<Keys> keys_;
  mutable std::mutex mutex_{};
  std::shared_ptr<Opened> opened_{};
};

}  // namespace mcp::auth
