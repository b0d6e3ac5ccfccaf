#include "pool.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <list>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace mcp {
namespace {

/// How long the leader may run one job before another thread takes over; at the most, twice as long.
constexpr std::chrono::milliseconds kPatience{1};

}  // namespace

struct Pool::Worker {
  std::thread thread{};
  bool lost = false;
};

class Pool::Ticket {
 public:
  explicit Ticket(std::function<void()> job = {}) : job_(std::move(job)) {}

 private:
  friend struct Pool::Impl;
  enum class State { waiting, running, written_off, over };

  void begin(std::list<Worker>::iterator worker) {
    state_ = State::running;
    worker_ = worker;
  }

  State state_ = State::waiting;
  std::function<void()> job_;
  std::list<Worker>::iterator worker_{};  ///< while running
};

// Shared by the threads, so that one which never returns can outlive the Pool.
struct Pool::Impl {
  using Place = std::list<Worker>::iterator;
  using Lock = std::unique_lock<std::mutex>;

  explicit Impl(Options limits) : options(limits) {}

  static std::shared_ptr<Ticket> submit(const std::shared_ptr<Impl>& self, Lock lock,
                                        std::function<void()> job);
  static bool write_off(const std::shared_ptr<Impl>& self, const std::shared_ptr<Ticket>& ticket);
  static bool provide_worker(const std::shared_ptr<Impl>& self, std::size_t free);
  static bool provide_leader(const std::shared_ptr<Impl>& self);
  static std::optional<Place> make_thread(const std::shared_ptr<Impl>& self);
  void withdraw(Ticket& ticket);
  std::function<void()> take_back(Ticket& ticket);

  void live(Place me);
  bool work(Lock& lock, Place me);
  void wait(Lock& lock, Place me);
  void watch(Lock& lock, Place me);
  void run(Lock& lock, Place me);
  void end(Ticket& ticket);

  bool lead(Lock& lock, Place me);
  void take_over(Place me);
  static std::shared_ptr<Ticket> begin_here(const std::shared_ptr<Impl>& self);
  void end_here(const std::shared_ptr<Ticket>& ticket);

  void begin_stop();
  bool has_room() const { return queue.size() < options.queue; }
  bool has_job() const { return !queue.empty() && busy < options.threads; }
  std::size_t free_workers() const { return working + (here == nullptr ? 0 : 1) - busy; }

  const Options options;
  mutable std::mutex mutex;
  std::condition_variable job_waits;
  std::condition_variable room_or_stop;
  std::condition_variable thread_ended;
  std::deque<std::shared_ptr<Ticket>> queue;
  std::list<Worker> workers;  ///< and who leads
  std::list<Worker> lost;     ///< written off, and not ended
  std::size_t working = 0;    ///< of `workers`, those that have not ended and do not lead
  std::size_t busy = 0;       ///< jobs that run and are not written off, `here` among them
  bool stopping = false;

  std::shared_ptr<const Duty> duty;
  std::optional<Place> leader;
  std::atomic<std::uint64_t> term = 0;  ///< of the leader
  std::shared_ptr<Ticket> here;         ///< what the leader runs itself
  std::uint64_t heres = 0;              ///< how many there have been
  std::uint64_t heres_seen = 0;         ///< by whoever watched last
  bool watched = false;
};

std::shared_ptr<Pool::Ticket> Pool::Impl::submit(const std::shared_ptr<Impl>& self, Lock lock,
                                                 std::function<void()> job) {
  if (self->stopping || !self->has_room()) return nullptr;
  auto ticket = std::make_shared<Ticket>(std::move(job));
  self->queue.push_back(ticket);
  provide_worker(self, self->queue.size() + (self->here == nullptr ? 0 : 1));
  if (self->working == 0) {
    self->queue.pop_back();
    return nullptr;
  }
  lock.unlock();
  self->job_waits.notify_one();
  return ticket;
}

/// As many free ones as are wanted, or one more than there were. False when there is none.
bool Pool::Impl::provide_worker(const std::shared_ptr<Impl>& self, std::size_t free) {
  if (self->free_workers() < free && self->working < self->options.threads && make_thread(self))
    ++self->working;
  return self->free_workers() > 0;
}

bool Pool::Impl::provide_leader(const std::shared_ptr<Impl>& self) {
  const std::optional<Place> made = make_thread(self);
  if (made) self->take_over(*made);
  return made.has_value();
}

std::optional<Pool::Impl::Place> Pool::Impl::make_thread(const std::shared_ptr<Impl>& self) {
  Place place = self->workers.end();
  try {
    place = self->workers.emplace(place);
    place->thread = std::thread([self, place] { self->live(place); });
    return place;
  } catch (const std::exception&) {  // the machine gives no more: those there are do the work
    if (place != self->workers.end()) self->workers.erase(place);
    return {};
  }
}

void Pool::Impl::live(Place me) {
  Lock lock(mutex);
  while (leader == me ? lead(lock, me) : work(lock, me)) {
  }
  if (me->lost) lost.erase(me);
  thread_ended.notify_all();
}

/// False when this thread has to end.
bool Pool::Impl::work(Lock& lock, Place me) {
  wait(lock, me);
  if (leader == me) return true;
  if (stopping) {
    --working;
    return false;
  }
  run(lock, me);
  return !me->lost;
}

/// Until there is a job, or this is the leader, or all is over.
void Pool::Impl::wait(Lock& lock, Place me) {
  while (!stopping && !has_job() && leader != me) {
    const bool leader_runs_jobs = here != nullptr || heres != heres_seen;
    if (leader_runs_jobs && !watched) {
      watch(lock, me);
    } else {
      job_waits.wait(lock);
    }
  }
}

/// Somebody does as long as the leader runs jobs, so that it need not wake anybody for each.
void Pool::Impl::watch(Lock& lock, Place me) {
  watched = true;
  heres_seen = heres;
  const bool woken = job_waits.wait_for(lock, kPatience) == std::cv_status::no_timeout;
  watched = false;
  if (woken || here == nullptr || heres != heres_seen) return;
  --working;
  take_over(me);
}

void Pool::Impl::run(Lock& lock, Place me) {
  if (here != nullptr && !watched) job_waits.notify_one();  // this one no longer can
  const std::shared_ptr<Ticket> ticket = std::move(queue.front());
  queue.pop_front();
  room_or_stop.notify_one();
  ticket->begin(me);
  ++busy;
  std::function<void()> job = std::move(ticket->job_);
  lock.unlock();
  job();
  job = nullptr;
  lock.lock();
  end(*ticket);
}

void Pool::Impl::end(Ticket& ticket) {
  if (ticket.state_ == Ticket::State::running) --busy;
  ticket.state_ = Ticket::State::over;
}

/// False when this thread has to end.
bool Pool::Impl::lead(Lock& lock, Place me) {
  const std::uint64_t mine = term;
  std::shared_ptr<const Duty> kept = duty;  // whose end may take its time, and needs no lock
  lock.unlock();
  (*kept)([this, mine] { return term == mine; });
  kept = nullptr;
  lock.lock();
  if (term != mine) return !me->lost;
  kept = std::move(duty);
  lock.unlock();
  kept = nullptr;
  lock.lock();
  leader.reset();
  if (stopping || working >= options.threads) return false;
  ++working;
  return true;
}

/// Who led so far is one of the workers now.
void Pool::Impl::take_over(Place me) {
  leader = me;
  ++term;
  here = nullptr;
  ++working;
}

std::shared_ptr<Pool::Ticket> Pool::Impl::begin_here(const std::shared_ptr<Impl>& self) {
  const std::lock_guard lock(self->mutex);
  if (!self->leader || (*self->leader)->thread.get_id() != std::this_thread::get_id()) return nullptr;
  if (self->stopping || self->here != nullptr || !self->queue.empty()) return nullptr;
  auto ticket = std::make_shared<Ticket>();
  if (!provide_worker(self, 1)) return nullptr;
  ticket->begin(*self->leader);
  self->here = ticket;
  ++self->heres;
  ++self->busy;
  if (!self->watched) self->job_waits.notify_one();
  return ticket;
}

void Pool::Impl::end_here(const std::shared_ptr<Ticket>& ticket) {
  const std::lock_guard lock(mutex);
  end(*ticket);
  if (here == ticket) here = nullptr;
  if (has_job()) job_waits.notify_one();
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
      if (self->lost.size() >= self->options.lost_threads) return false;
      if (self->here == ticket && !provide_leader(self)) return false;
      ticket->state_ = Ticket::State::written_off;
      ticket->worker_->lost = true;
      ticket->worker_->thread.detach();
      self->lost.splice(self->lost.end(), self->workers, ticket->worker_);
      --self->working;
      --self->busy;
      provide_worker(self, self->queue.size());
      self->job_waits.notify_one();
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
  std::list<Worker> ended;
  {
    std::unique_lock lock(impl_->mutex);
    impl_->thread_ended.wait(lock, [&] { return impl_->working == 0 && !impl_->leader; });
    ended.swap(impl_->workers);
  }
  for (Worker& worker : ended) worker.thread.join();
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

bool Pool::lead(Duty duty) {
  const std::lock_guard lock(impl_->mutex);
  if (impl_->leader) return false;
  impl_->duty = std::make_shared<const Duty>(std::move(duty));
  impl_->leader = Impl::make_thread(impl_);
  if (!impl_->leader) impl_->duty = nullptr;
  return impl_->leader.has_value();
}

Pool::Here Pool::here() { return {impl_, Impl::begin_here(impl_)}; }

Pool::Here::~Here() {
  if (ticket_ != nullptr) pool_->end_here(ticket_);
}

bool Pool::stop(std::chrono::steady_clock::time_point deadline) {
  impl_->begin_stop();
  std::unique_lock lock(impl_->mutex);
  return impl_->thread_ended.wait_until(
      lock, deadline, [&] { return impl_->working == 0 && impl_->lost.empty() && !impl_->leader; });
}

std::size_t Pool::lost() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->lost.size();
}

}  // namespace mcp
