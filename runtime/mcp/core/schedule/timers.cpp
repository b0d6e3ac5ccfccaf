#include "timers.h"

#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include <mcp/core/log.h>

namespace mcp {

struct Timers::Impl {
  using Key = std::pair<Clock::time_point, Id>;

  void run();

  std::mutex mutex;
  std::condition_variable earlier_or_stop;
  std::map<Key, std::function<void()>> due;
  std::unordered_map<Id, Clock::time_point> times;
  Id last_id = 0;
  bool stopping = false;
  std::thread thread;  // last: it uses all of the above
};

void Timers::Impl::run() {
  std::unique_lock lock(mutex);
  while (!stopping) {
    if (due.empty()) {
      earlier_or_stop.wait(lock);
      continue;
    }
    const Key next = due.begin()->first;
    if (Clock::now() < next.first) {
      earlier_or_stop.wait_until(lock, next.first);
      continue;
    }
    std::function<void()> fire = std::move(due.begin()->second);
    due.erase(due.begin());
    times.erase(next.second);
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
  const Id id = ++impl_->last_id;
  const auto entry = impl_->due.emplace(Impl::Key{when, id}, std::move(fire)).first;
  try {
    impl_->times.emplace(id, when);
  } catch (...) {  // no memory
    impl_->due.erase(entry);
    throw;
  }
  if (entry == impl_->due.begin()) impl_->earlier_or_stop.notify_one();
  return id;
}

bool Timers::cancel(Id id) {
  std::function<void()> dropped;  // destroyed when the lock is gone
  const std::lock_guard lock(impl_->mutex);
  const auto time = impl_->times.find(id);
  if (time == impl_->times.end()) return false;
  const auto entry = impl_->due.find({time->second, id});
  dropped = std::move(entry->second);
  impl_->due.erase(entry);
  impl_->times.erase(time);
  return true;
}

}  // namespace mcp
