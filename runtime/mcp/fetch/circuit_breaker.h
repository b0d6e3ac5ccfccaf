#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace mcp {

/// Leaves alone for a while whoever failed again and again: then one attempt a while, until one succeeds.
/// For any thread.
class CircuitBreaker {
 public:
  using Clock = std::chrono::steady_clock;

  struct Options {
    std::size_t failures = 5;  ///< in a row
    std::chrono::milliseconds pause{30'000};
    Clock::time_point (*now)() = Clock::now;
  };

  explicit CircuitBreaker(const Options& options) : options_(options) {}

  bool lets_through(const std::string& whom);
  void succeeded(const std::string& whom);
  void failed(const std::string& whom);

 private:
  static constexpr std::size_t kMostRemembered = 1000;

  struct Record {
    std::size_t failures = 0;
    Clock::time_point not_before{};
  };

  const Options options_;
  std::mutex mutex_{};
  std::map<std::string, Record> records_{};  ///< only of those that failed last
};

}  // namespace mcp
