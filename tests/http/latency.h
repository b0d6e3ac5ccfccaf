#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <vector>

namespace http_test {

using Duration = std::chrono::steady_clock::duration;

/// What 99 of 100 of them took at the most.
inline Duration p99(std::vector<Duration> times) {
  const auto at = times.begin() + static_cast<std::ptrdiff_t>(times.size() * 99 / 100);
  std::nth_element(times.begin(), at, times.end());
  return *at;
}

/// Two durations that are measured in turn. Of each the least disturbed round counts: a machine that is busy
/// with other things makes rounds longer, never shorter.
struct Comparison {
  Duration measured = Duration::max();
  Duration yardstick = Duration::max();

  double ratio() const {
    return static_cast<double>(measured.count()) / static_cast<double>(yardstick.count());
  }
};

/// Goes on until the ratio is one that will do, or long enough.
template <typename Measure, typename Yardstick>
Comparison compare(Measure measure, Yardstick yardstick, double will_do) {
  Comparison best;
  for (int round = 0; round < 20 && (round < 3 || best.ratio() > will_do); ++round) {
    best.yardstick = std::min(best.yardstick, yardstick());
    best.measured = std::min(best.measured, measure());
  }
  return best;
}

}  // namespace http_test
