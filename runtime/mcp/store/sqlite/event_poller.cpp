#include "event_poller.h"

#include <chrono>
#include <exception>
#include <utility>

#include <mcp/core/log.h>

namespace mcp::store::sqlite {
namespace {

constexpr std::chrono::milliseconds kPause{200};

}  // namespace

EventPoller::~EventPoller() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Result<std::shared_ptr<void>> EventPoller::subscribe(std::string_view channel,
                                                     std::function<void(std::string_view)> receive) {
  const std::lock_guard lock(mutex_);
  if (!polling_) {
    const auto latest = source_.latest();
    if (!latest) return latest.error();
    position_ = *latest;
  }
  try {
    if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    auto token = subscribers_.subscribe(channel, std::move(receive));
    polling_ = true;
    woken_.notify_all();
    return token;
  } catch (const std::exception&) {
    return Error{Error::Code::unavailable, "the machine has no thread or memory left for the store"};
  }
}

void EventPoller::hurry() {
  {
    const std::lock_guard lock(mutex_);
    hurried_ = true;
  }
  woken_.notify_all();
}

void EventPoller::run() {
  while (wait_for_turn()) {
    try {
      while (deliver()) {
      }
    } catch (const std::exception& error) {  // no memory: tried again after the pause
      log_line(LogLevel::error, "the store's events could not be read", {{"why", error.what()}});
    }
  }
}

bool EventPoller::wait_for_turn() {
  std::unique_lock lock(mutex_);
  woken_.wait_for(lock, kPause, [&] { return hurried_ || ending_; });
  polling_ = !subscribers_.empty();
  woken_.wait(lock, [&] { return polling_ || ending_; });
  hurried_ = false;
  return !ending_;
}

bool EventPoller::deliver() {
  std::int64_t position = 0;
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return false;
    position = position_;
  }
  const auto events = source_.after(position);
  if (!events) return false;  // tried again after the pause
  for (const Event& event : *events) {
    try {
      subscribers_.publish(event.channel, event.message);
    } catch (const std::exception& thrown) {
      log_line(LogLevel::error, "a subscriber of the store threw", {{"what", thrown.what()}});
    }
  }
  if (events->empty()) return false;
  const std::lock_guard lock(mutex_);
  position_ = events->back().id;
  return true;
}

}  // namespace mcp::store::sqlite
