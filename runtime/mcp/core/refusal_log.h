#pragma once

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <mutex>
#include <string_view>

#include <mcp/core/engine/throttle.h>
#include <mcp/core/log.h>

namespace mcp {

/// Of a caller who does not get what it asks for.
enum class Refusal {
  nothing_shown,   ///< it did not try to prove who it is
  not_valid,       ///< what it showed proves nothing
  too_many_tries,  ///< it has to wait before it is looked at again
  unchecked,       ///< nobody can tell now who it is
  not_allowed,     ///< it is known, and lacks a scope
};

/// Writes refusals of one kind to the log: a burst, then a steady few, however many callers make. Each line
/// but the first says before itself how many were left out since the last.
class RefusalLog {
 public:
  using Clock = Throttle::Clock;

  explicit RefusalLog(Refusal kind, double burst = 100, double per_second = 1)
      : kind_(kind), throttle_(burst, per_second) {}

  void write(std::initializer_list<LogField> fields, Clock::time_point now = Clock::now());

 private:
  const Refusal kind_;
  std::mutex mutex_{};
  Throttle throttle_;
  std::size_t left_out_ = 0;
};

/// One line about a refusal, for the operator: no field may hold a secret. From any thread.
void log_refusal(Refusal kind, std::initializer_list<LogField> fields);

}  // namespace mcp
