#pragma once

#include <stop_token>
#include <thread>

#include <mcp/core/descriptor.h>

namespace mcp {

/// Turns the first SIGTERM or SIGINT into a request to stop; the second ends the process at once with
/// 128 + its number. One at a time in a process.
class StopSignals {
 public:
  StopSignals();
  ~StopSignals();
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  /// False when they cannot be watched, for want of descriptors.
  explicit operator bool() const { return static_cast<bool>(came_); }
  std::stop_token token() const { return stop_.get_token(); }

 private:
  Wakeup came_;
  std::stop_source stop_;
  std::thread watcher_;
};

/// Lets writing to a pipe that nobody reads be an error instead of the end of the process.
void survive_closed_pipes();

}  // namespace mcp
