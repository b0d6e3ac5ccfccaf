#pragma once

#include <algorithm>
#include <chrono>

namespace mcp {

/// Lets a burst through, then a steady rate. Not for use by several threads at once.
class Throttle {
 public:
  using Clock = std::chrono::steady_clock;

  Throttle(double burst, double per_second) : burst_(burst), per_second_(per_second), left_(burst) {}

  bool admit(Clock::time_point now = Clock::now()) {
    const double passed = std::chrono::duration<double>(now - last_).count();
    left_ = std::min(burst_, left_ + passed * per_second_);
    last_ = now;
    if (left_ < 1) return false;
    left_ -= 1;
    return true;
  }

 private:
  double burst_;
  double per_second_;
  double left_;
  Clock::time_point last_{};
};

}  // namespace mcp
