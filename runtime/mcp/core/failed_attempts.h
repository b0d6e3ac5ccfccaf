#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/random.h>

namespace mcp {

/// Counts the wrong credentials that come from an address, and says how long that one has to wait. Its memory
/// is what it takes at the start: addresses share places, by a hash that nobody can foresee.
class FailedAttempts {
 public:
  struct Options {
    std::size_t allowed = 10;                    ///< in a row, before there is any waiting
    std::chrono::milliseconds first_wait{1000};  ///< each one doubles the next
    std::chrono::milliseconds longest_wait{300'000};
    std::chrono::milliseconds forgotten_after{600'000};  ///< without another
    std::size_t places = 65'536;
    std::chrono::steady_clock::time_point (*now)() = std::chrono::steady_clock::now;
    RandomSource random = system_random;
  };

  FailedAttempts() : FailedAttempts(Options{}) {}
  explicit FailedAttempts(Options options);

  /// A wrong credential came from `address`, the first half of which counts where it is one of IPv6. How
  /// long it has to wait, where it tried too often already; then this one was not counted.
  std::optional<std::chrono::milliseconds> count(std::string_view address);
  /// How long it has to wait, where it has to.
  std::optional<std::chrono::milliseconds> wait(std::string_view address);

 private:
  /// In milliseconds since the start.
  struct Place {
    std::uint32_t failures = 0;
    std::int64_t latest = 0;
    std::int64_t closed_until = 0;
  };

  std::size_t place_of(std::string_view address) const;
  std::int64_t now() const;

  const Options options_;
  const std::chrono::steady_clock::time_point start_;
  std::string seed_;
  std::mutex mutex_{};
  std::vector<Place> places_;
};

}  // namespace mcp
