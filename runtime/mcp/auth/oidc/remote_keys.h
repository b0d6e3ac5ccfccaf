#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include <mcp/auth/jwt/key_source.h>
#include <mcp/core/result.h>

namespace mcp::auth {

/// The keys that an issuer publishes. They are asked for again now and then, and when a token names one that
/// is not among them; while the issuer cannot be asked the last ones count, for a time. Once it shows a set
/// without a key that is of use it has withdrawn them, and none counts. One thread asks, others wait for it.
class RemoteKeys final : public KeySource {
 public:
  using Clock = std::chrono::steady_clock;
  using Duration = std::chrono::milliseconds;

  struct Options {
    /// The text of the issuer's key set. Waits, within its own deadline.
    std::function<Result<std::string>()> fetch{};
    std::vector<jose::Algorithm> algorithms{};
    Duration refresh{600'000};      ///< how long they count without asking again
    Duration cooldown{60'000};      ///< between two times of asking
    Duration retry{10'000};         ///< the same while there are none
    Duration most_age{86'400'000};  ///< of keys that count, whatever becomes of the issuer
    Duration patience{10'000};      ///< of whoever waits for another thread that asks
    Clock::time_point (*now)() = Clock::now;
  };

  explicit RemoteKeys(Options options) : options_(std::move(options)) {}

  Keys keys() override;
  bool may_renew() override;
  void renew() override;
  /// Asks now, however short a time ago that was done last. After an error the keys are those from before,
  /// unless the issuer withdrew them.
  Result<void> reload();
  /// Asks whenever it is time to, until told to stop.
  void keep_fresh(const std::stop_token& stop);

 private:
  using Lock = std::unique_lock<std::mutex>;

  /// What the issuer answered with.
  struct Shown {
    Keys keys{};  ///< null where none is of use
    std::string why_none{};
    std::string text{};  ///< that they were read from
  };

  bool usable() const;
  Duration until_allowed() const;
  Duration until_due() const;
  Result<void> ask(Lock& lock);
  void ask_whatever_comes(Lock& lock);
  Result<Shown> fetch() const;

  const Options options_;
  std::mutex mutex_{};
  std::condition_variable_any changed_{};
  bool asking_ = false;
  std::optional<Clock::time_point> asked_{};
  Clock::time_point shown_{};  ///< when the issuer showed the keys
  Keys keys_{};
  std::string text_{};  ///< that they were read from
};

}  // namespace mcp::auth
