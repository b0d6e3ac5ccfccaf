#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>

namespace mcp {

/// Worker threads for handlers, made on demand up to a cap. A thread whose job overran is written off
/// and replaced, up to a second cap, so that a handler that never returns harms only its own call.
class Pool {
 public:
  struct Options {
    std::size_t threads = 16;       ///< working at once
    std::size_t queue = 1024;       ///< jobs waiting
    std::size_t lost_threads = 64;  ///< written off at the most
  };

  explicit Pool(Options options);
  /// Waits for running jobs that were not written off; those threads are left behind. Jobs that have not
  /// begun never will.
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  class Ticket;  ///< one submitted job

  /// Null when the queue is full, the pool is stopping or no thread can be made. `job` must not throw.
  std::shared_ptr<Ticket> submit(std::function<void()> job);
  /// Like submit(), but waits for room: back-pressure.
  std::shared_ptr<Ticket> submit_when_free(std::function<void()> job);
  /// The job overran: if it is running, its thread no longer counts against `threads`; if it has not
  /// begun, it never will. False when the job is over, or when the cap of lost threads is reached: the
  /// thread keeps its place.
  bool write_off(const std::shared_ptr<Ticket>& ticket);
  /// The job, if it has not begun, never will.
  void withdraw(const std::shared_ptr<Ticket>& ticket);

  /// Takes no more jobs and waits for the threads. True when every one of them, lost ones included, is
  /// gone by `deadline`; false means that somebody's code is still running.
  bool stop(std::chrono::steady_clock::time_point deadline);

  /// Threads written off whose jobs are still running.
  std::size_t lost() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace mcp
