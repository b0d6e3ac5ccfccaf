#pragma once

#include <functional>
#include <thread>

#include <mcp/core/descriptor.h>

namespace mcp {

/// Does a job for each SIGHUP, one after the other, on a thread of its own. One at a time in a process.
class ReloadSignal {
 public:
  explicit ReloadSignal(std::function<void()> job);
  ~ReloadSignal();
  ReloadSignal(const ReloadSignal&) = delete;
  ReloadSignal& operator=(const ReloadSignal&) = delete;

 private:
  Descriptor reader_{};
  Descriptor writer_{};
  std::thread watcher_{};
};

}  // namespace mcp
