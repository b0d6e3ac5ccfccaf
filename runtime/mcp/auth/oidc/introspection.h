#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <mcp/auth/jwt/jwt.h>
#include <mcp/auth/jwt/verified_tokens.h>
#include <mcp/core/failed_attempts.h>
#include <mcp/core/schedule/pool.h>
#include <mcp/fetch/fetcher.h>

namespace mcp::auth {

/// Asks an issuer what an opaque token is worth (RFC 7662), and remembers that for a short time; of whom a
/// stream is open for it asks again and again. For any thread.
class Introspection {
 public:
  using Clock = std::chrono::steady_clock;

  struct Options {
    std::function<Result<std::string>()> endpoint{};
    std::string client_id{};
    std::string client_secret{};
    std::chrono::milliseconds remembered{60'000};  ///< at the most, whom a token stands for
    std::chrono::milliseconds refused{10'000};     ///< that a token is none
    std::chrono::milliseconds patience{10'000};    ///< of whoever waits for another thread that asks
    std::size_t most = 1000;                       ///< tokens of either kind
    FailedAttempts::Options failures{};            ///< tokens that the issuer refused
    Clock::time_point (*now)() = Clock::now;
  };

  static constexpr std::chrono::seconds kLongestRemembered{60};
  /// For whom a stream is open while the issuer gives no answer, once what it said is no longer remembered.
  static constexpr std::chrono::seconds kGrace{60};

  /// Where a token came from; nothing where that is no reason to make anybody wait.
  using Address = std::optional<std::string_view>;

  /// `claims` are what a token of the issuer has to say; that it is for access the issuer says.
  Introspection(Options options, Jwt::Options claims, Fetcher& fetcher);

  /// What is known of a token without asking: nothing where the issuer has to be asked. The error is
  /// `rate_limited` where it is not asked now, for it refused too many that came from this address.
  std::optional<Result<Principal>> recall(std::string_view token, Address address);
  /// About one token one thread asks, others wait for it. The error is the same, or `unauthorized` where the
  /// token is not good, and anything else where the issuer gives no answer.
  Result<Principal> ask(std::string_view token, Address address);
  /// Whether whoever was let in may go on: by what is remembered. Where nothing is the issuer is asked in the
  /// background; until it has answered, and for so long at the most, what it said last counts.
  bool still_stands(const Principal& principal);

 private:
  using Digest = VerifiedTokens::Digest;
  class Shown;

  bool has_expired(const Principal& principal) const;
  std::optional<Result<Principal>> remembered(const Digest& digest);
  Result<Principal> find_out(std::string_view token, const Digest& digest, Address address);
  void ask_again(std::shared_ptr<const Shown> shown, const Principal& principal);
  Result<Principal> ask_now(std::string_view token, const Digest& digest);
  Result<Verified> judge(std::string_view token);
  Seconds since_start() const { return options_.now().time_since_epoch(); }

  const Options options_;
  const Jwt::Options claims_;
  Fetcher& fetcher_;
  const std::string authorization_;
  VerifiedTokens good_;  ///< on the monotonic clock, like the next
  VerifiedTokens bad_;
  VerifiedTokens once_good_;  ///< they are asked about whatever else came from the same address
  FailedAttempts failures_;
  std::mutex mutex_{};
  std::condition_variable answered_{};
  std::set<Digest> asked_{};  ///< tokens that the issuer is being asked about
  Pool again_;                ///< asks for streams; its jobs use what stands above
};

}  // namespace mcp::auth
