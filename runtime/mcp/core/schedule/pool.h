#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <utility>

namespace mcp {

/// Worker threads for handlers, made on demand up to a cap. A thread whose job overran is written off
/// and replaced, up to a second cap, so that a handler that never returns harms only its own call.
///
/// One more thread may lead: it has a duty, which finds the jobs. To hand a short job over costs more than
/// to run it, so the leader may run one itself. When that takes long a worker takes the duty over, and the
/// leader is a worker from then on.
class Pool {
 public:
  struct Options {
    std::size_t threads = 16;       ///< working at once
    std::size_t queue = 1024;       ///< jobs waiting
    std::size_t lost_threads = 64;  ///< written off at the most
  };

  explicit Pool(Options options);
  /// Waits for the leader, and for running jobs that were not written off; those threads are left behind.
  /// Jobs that have not begun never will.
  ~Pool();
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  class Ticket;  ///< one submitted job

  /// Null when the queue is full, the pool is stopping or no thread can be made. `job` must not throw.
  std::shared_ptr<Ticket> submit(std::function<void()> job);
  /// Like submit(), but waits for room: back-pressure.
  std::shared_ptr<Ticket> submit_when_free(std::function<void()> job);
  /// The job overran: if it is running, its thread no longer counts against `threads`; if it has not
  /// begun, it never will. False when the job is over, when the cap of lost threads is reached, or when
  /// there is no thread to lead in place of one that is lost: the thread keeps its place.
  bool write_off(const std::shared_ptr<Ticket>& ticket);
  /// The job, if it has not begun, never will.
  void withdraw(const std::shared_ptr<Ticket>& ticket);

  /// Asked by a duty after each job that it ran itself: false when another thread has the duty, which this
  /// one then leaves without a further touch.
  using Leads = std::function<bool()>;
  using Duty = std::function<void(const Leads& leads)>;
  /// `duty` is called by a thread that leads, and where another takes over, by that one: it goes on where it
  /// was left. Over when it returns while it leads. False when there is a leader, or no thread can be made.
  bool lead(Duty duty);

  class Here;
  /// For a job that the calling thread runs itself, in place of submit(). Empty when it does not lead, or
  /// when somebody else should run the job: others wait, or nobody could take over.
  Here here();

  /// Takes no more jobs and waits for the threads. True when every one of them, lost ones included, is
  /// gone by `deadline`; false means that somebody's code is still running.
  bool stop(std::chrono::steady_clock::time_point deadline);

  /// Threads written off whose jobs are still running.
  std::size_t lost() const;

 private:
  struct Worker;
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

/// A job that runs here, until this is gone.
class Pool::Here {
 public:
  ~Here();
  Here(const Here&) = delete;
  Here& operator=(const Here&) = delete;

  explicit operator bool() const { return ticket_ != nullptr; }
  const std::shared_ptr<Ticket>& ticket() const { return ticket_; }

 private:
  friend class Pool;
  Here(std::shared_ptr<Impl> pool, std::shared_ptr<Ticket> ticket)
      : pool_(std::move(pool)), ticket_(std::move(ticket)) {}

  std::shared_ptr<Impl> pool_{};
  std::shared_ptr<Ticket> ticket_{};
};

}  // namespace mcp
