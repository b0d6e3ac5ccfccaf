#include "circuit_breaker.h"

#include <algorithm>

namespace mcp {

bool CircuitBreaker::lets_through(const std::string& whom) {
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(whom);
  if (found == records_.end() || found->second.failures < options_.failures) return true;
  const auto now = options_.now();
  if (now < found->second.not_before) return false;
  found->second.not_before = now + options_.pause;
  return true;
}

void CircuitBreaker::succeeded(const std::string& whom) {
  const std::lock_guard lock(mutex_);
  records_.erase(whom);
}

void CircuitBreaker::failed(const std::string& whom) {
  const std::lock_guard lock(mutex_);
  if (records_.size() == kMostRemembered && !records_.contains(whom)) {
    const auto earlier = [](const auto& a, const auto& b) {
      return a.second.not_before < b.second.not_before;
    };
    records_.erase(std::min_element(records_.begin(), records_.end(), earlier));
  }
  Record& record = records_[whom];
  ++record.failures;
  record.not_before = options_.now() + options_.pause;
}

}  // namespace mcp
