#include "timers.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include <mcp/core/log.h>

namespace mcp {

struct Timers::Impl {
  void run();
  void sleep(std::unique_lock<std::mutex>& lock);

  std::mutex mutex;
  std::condition_variable earlier_or_stop;
  std::map<Id, std::function<void()>> due;
  std::uint64_t last_number = 0;
  Clock::time_point wakes_at = Clock::time_point::min();  ///< the thread, by itself
  bool stopping = false;
  std::thread thread;  // last: it uses all of the above
};

void Timers::Impl::run() {
  std::unique_lock lock(mutex);
  while (!stopping) {
    if (due.empty() || Clock::now() < due.begin()->first.when) {
      sleep(lock);
      continue;
    }
    std::function<void()> fire = std::move(due.begin()->second);
    due.erase(due.begin());
    lock.unlock();
    try {
      fire();
    } catch (const std::exception& error) {  // no memory: the others still have their time
      log_line(LogLevel::error, "something was due and could not be done", {{"what", error.what()}});
    }
    fire = nullptr;
    lock.lock();
  }
}

void Timers::Impl::sleep(std::unique_lock<std::mutex>& lock) {
  if (due.empty()) {
    wakes_at = Clock::time_point::max();
    earlier_or_stop.wait(lock);
  } else {
    wakes_at = due.begin()->first.when;
    earlier_or_stop.wait_until(lock, wakes_at);
  }
  wakes_at = Clock::time_point::min();
}

Timers::Timers() : impl_(std::make_unique<Impl>()) {
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

Timers::~Timers() { stop(); }

void Timers::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->earlier_or_stop.notify_one();
  if (impl_->thread.joinable()) impl_->thread.join();
}

Timers::Id Timers::at(Clock::time_point when, std::function<void()> fire) {
  const std::lock_guard lock(impl_->mutex);
  const Id id{.when = when, .number = ++impl_->last_number};
  impl_->due.emplace(id, std::move(fire));
  // Not for each that comes first: most are cancelled, and to wake a thread costs more than that.
  if (when < impl_->wakes_at) impl_->earlier_or_stop.notify_one();
  return id;
}

bool Timers::cancel(const Id& id) {
  std::function<void()> dropped;  // destroyed when the lock is gone
  const std::lock_guard lock(impl_->mutex);
  const auto entry = impl_->due.find(id);
  if (entry == impl_->due.end()) return false;
  dropped = std::move(entry->second);
  impl_->due.erase(entry);
  return true;
}

}  // namespace mcp
