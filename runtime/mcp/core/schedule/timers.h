#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <tuple>

namespace mcp {

/// Calls functions at a time on the monotonic clock, on one thread of its own. Functions must be short.
class Timers {
 public:
  using Clock = std::chrono::steady_clock;
  struct Id {
    Clock::time_point when;
    std::uint64_t number;
    bool operator<(const Id& other) const {
      return std::tie(when, number) < std::tie(other.when, other.number);
    }
  };

  Timers();
  ~Timers();
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;

  Id at(Clock::time_point when, std::function<void()> fire);
  /// True when it will not fire any more; false when it has fired or is firing.
  bool cancel(const Id& id);
  /// Nothing fires any more.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcp
