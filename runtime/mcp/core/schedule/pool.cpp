#include "pool.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

namespace mcp {

class Pool::Ticket {
 public:
  explicit Ticket(std::function<void()> job) : job_(std::move(job)) {}

 private:
  friend struct Pool::Impl;
  enum class State { waiting, running, written_off, over };

  State state_ = State::waiting;
  std::function<void()> job_;
  std::list<std::thread>::iterator thread_{};  ///< while running
};

// Shared by the threads, so that one which never returns can outlive the Pool.
struct Pool::Impl {
  explicit Impl(Options limits) : options(limits) {}

  static std::shared_ptr<Ticket> submit(const std::shared_ptr<Impl>& self, std::unique_lock<std::mutex> lock,
                                        std::function<void()> job);
  static bool write_off(const std::shared_ptr<Impl>& self, const std::shared_ptr<Ticket>& ticket);
  void withdraw(Ticket& ticket);
  std::function<void()> take_back(Ticket& ticket);
  static void provide_thread(const std::shared_ptr<Impl>& self);
  void work(std::list<std::thread>::iterator thread);
  bool run(std::unique_lock<std::mutex>& lock, Ticket& ticket);
  void begin_stop();
  bool has_room() const { return queue.size() < options.queue; }

  const Options options;
  mutable std::mutex mutex;
  std::condition_variable job_waits;
  std::condition_variable room_or_stop;
  std::condition_variable thread_ended;
  std::deque<std::shared_ptr<Ticket>> queue;
  std::list<std::thread> threads;  ///< not the lost ones
  std::size_t working = 0;         ///< of `threads`, those that have not ended
  std::size_t idle = 0;            ///< of those, the ones that wait for a job
  std::size_t lost = 0;
  bool stopping = false;
};

std::shared_ptr<Pool::Ticket> Pool::Impl::submit(const std::shared_ptr<Impl>& self,
                                                 std::unique_lock<std::mutex> lock,
                                                 std::function<void()> job) {
  if (self->stopping || !self->has_room()) return nullptr;
  auto ticket = std::make_shared<Ticket>(std::move(job));
  self->queue.push_back(ticket);
  provide_thread(self);
  if (self->working == 0) {
    self->queue.pop_back();
    return nullptr;
  }
  lock.unlock();
  self->job_waits.notify_one();
  return ticket;
}

void Pool::Impl::provide_thread(const std::shared_ptr<Impl>& self) {
  if (self->idle >= self->queue.size() || self->working >= self->options.threads) return;
  auto thread = self->threads.end();
  try {
    thread = self->threads.emplace(thread);
    *thread = std::thread([self, thread] { self->work(thread); });
    ++self->working;
  } catch (const std::exception&) {  // the machine gives no more: those there are do the work
    if (thread != self->threads.end()) self->threads.erase(thread);
  }
}

void Pool::Impl::work(std::list<std::thread>::iterator thread) {
  std::unique_lock lock(mutex);
  for (;;) {
    ++idle;
    job_waits.wait(lock, [&] { return stopping || !queue.empty(); });
    --idle;
    if (stopping) break;
    const std::shared_ptr<Ticket> ticket = std::move(queue.front());
    queue.pop_front();
    room_or_stop.notify_one();
    ticket->thread_ = thread;
    if (!run(lock, *ticket)) {
      --lost;
      thread_ended.notify_all();
      return;
    }
  }
  --working;
  thread_ended.notify_all();
}

/// False when the thread was written off meanwhile.
bool Pool::Impl::run(std::unique_lock<std::mutex>& lock, Ticket& ticket) {
  ticket.state_ = Ticket::State::running;
  std::function<void()> job = std::move(ticket.job_);
  lock.unlock();
  job();
  job = nullptr;
  lock.lock();
  const bool keeps_place = ticket.state_ == Ticket::State::running;
  ticket.state_ = Ticket::State::over;
  return keeps_place;
}

/// A job that has not begun, to be destroyed when the lock is gone.
std::function<void()> Pool::Impl::take_back(Ticket& ticket) {
  ticket.state_ = Ticket::State::written_off;
  std::erase_if(queue, [&](const auto& waiting) { return waiting.get() == &ticket; });
  room_or_stop.notify_one();
  return std::move(ticket.job_);
}

void Pool::Impl::withdraw(Ticket& ticket) {
  std::function<void()> dropped;
  const std::lock_guard lock(mutex);
  if (ticket.state_ == Ticket::State::waiting) dropped = take_back(ticket);
}

bool Pool::Impl::write_off(const std::shared_ptr<Impl>& self, const std::shared_ptr<Ticket>& ticket) {
  std::function<void()> dropped;
  const std::lock_guard lock(self->mutex);
  switch (ticket->state_) {
    case Ticket::State::waiting:
      dropped = self->take_back(*ticket);
      return true;
    case Ticket::State::running:
      if (self->lost >= self->options.lost_threads) return false;
      ticket->state_ = Ticket::State::written_off;
      ticket->thread_->detach();
      self->threads.erase(ticket->thread_);
      --self->working;
      ++self->lost;
      provide_thread(self);
      return true;
    default:
      return false;
  }
}

void Pool::Impl::begin_stop() {
  std::deque<std::shared_ptr<Ticket>> dropped;  // destroyed when the lock is gone
  const std::lock_guard lock(mutex);
  stopping = true;
  dropped.swap(queue);
  for (const auto& ticket : dropped) ticket->state_ = Ticket::State::over;
  job_waits.notify_all();
  room_or_stop.notify_all();
}

Pool::Pool(Options options) : impl_(std::make_shared<Impl>(options)) {}

Pool::~Pool() {
  impl_->begin_stop();
  std::list<std::thread> ended;
  {
    std::unique_lock lock(impl_->mutex);
    impl_->thread_ended.wait(lock, [&] { return impl_->working == 0; });
    ended.swap(impl_->threads);
  }
  for (std::thread& thread : ended) thread.join();
}

std::shared_ptr<Pool::Ticket> Pool::submit(std::function<void()> job) {
  return Impl::submit(impl_, std::unique_lock(impl_->mutex), std::move(job));
}

std::shared_ptr<Pool::Ticket> Pool::submit_when_free(std::function<void()> job) {
  std::unique_lock lock(impl_->mutex);
  impl_->room_or_stop.wait(lock, [&] { return impl_->stopping || impl_->has_room(); });
  return Impl::submit(impl_, std::move(lock), std::move(job));
}

bool Pool::write_off(const std::shared_ptr<Ticket>& ticket) { return Impl::write_off(impl_, ticket); }

void Pool::withdraw(const std::shared_ptr<Ticket>& ticket) { impl_->withdraw(*ticket); }

bool Pool::stop(std::chrono::steady_clock::time_point deadline) {
  impl_->begin_stop();
  std::unique_lock lock(impl_->mutex);
  return impl_->thread_ended.wait_until(lock, deadline,
                                        [&] { return impl_->working == 0 && impl_->lost == 0; });
}

std::size_t Pool::lost() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->lost;
}

}  // namespace mcp
