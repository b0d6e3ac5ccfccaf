#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>

namespace mcp {

/// Whether a handler returns sooner than its job is handed over to another thread, as its last runs have it.
class Pace {
 public:
  bool brief() const { return brief_runs_.load(std::memory_order_relaxed) >= kProof; }
  /// It is trusted with a run that somebody waits for. One that hangs then is brief no more.
  void trust() { brief_runs_.store(0, std::memory_order_relaxed); }
  void took(std::chrono::nanoseconds time, bool trusted) {
    const int before = trusted ? kProof : brief_runs_.load(std::memory_order_relaxed);
    brief_runs_.store(time > kBrief ? 0 : std::min(before + 1, kProof), std::memory_order_relaxed);
  }

 private:
  static constexpr int kProof = 16;
  static constexpr std::chrono::microseconds kBrief{10};

  std::atomic<int> brief_runs_ = 0;  ///< in a row; more than enough are not counted
};

}  // namespace mcp
