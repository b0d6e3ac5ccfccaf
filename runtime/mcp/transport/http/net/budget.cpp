#include "budget.h"

namespace mcp::http {

bool Budget::admit(const std::string& address, bool loopback) {
  const std::lock_guard lock(mutex_);
  if (connections_ >= limits_.connections) return false;
  if (!loopback) {
    std::size_t& count = per_address_[address];
    if (count >= limits_.per_address) return false;
    ++count;
  }
  ++connections_;
  return true;
}

void Budget::leave(const std::string& address, bool loopback) {
  const std::lock_guard lock(mutex_);
  --connections_;
  if (loopback) return;
  const auto entry = per_address_.find(address);
  if (--entry->second == 0) per_address_.erase(entry);
}

std::size_t Budget::connections() const {
  const std::lock_guard lock(mutex_);
  return connections_;
}

bool Budget::hold(std::size_t before, std::size_t now) {
  if (now == before) return true;
  const std::size_t total = held_.fetch_add(now - before) + (now - before);
  return now < before || total <= limits_.buffered;
}

}  // namespace mcp::http
