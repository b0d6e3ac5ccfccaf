#include "cli/client/http/inbox.h"

#include <utility>

#include "cli/client/message.h"

namespace mcpgen {
namespace {

/// What a message costs besides its text.
constexpr std::size_t kOverhead = 1024;

}  // namespace

void Inbox::put(Arrival arrival) {
  const std::size_t cost = arrival.size + kOverhead;
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return closed_ || arrivals_.empty() || held_ + cost <= kMessageLimit; });
  if (closed_) return;
  held_ += cost;
  arrivals_.push_back(std::move(arrival));
  changed_.notify_all();
}

std::optional<Arrival> Inbox::take(Connection::Clock::time_point until) {
  std::unique_lock lock(mutex_);
  if (!changed_.wait_until(lock, until, [&] { return !arrivals_.empty(); })) return {};
  Arrival arrival = std::move(arrivals_.front());
  arrivals_.pop_front();
  held_ -= arrival.size + kOverhead;
  changed_.notify_all();
  return arrival;
}

void Inbox::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

}  // namespace mcpgen
