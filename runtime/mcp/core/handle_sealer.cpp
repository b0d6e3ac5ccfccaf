#include "handle_sealer.h"

#include <utility>

namespace mcp {

Result<std::string> HandleSealer::seal(std::string_view state, std::string_view binding,
                                       std::chrono::seconds lifetime) {
  Result<std::string> handle = random_handle(options_.random);
  if (!handle) return handle;
  const auto now = std::chrono::steady_clock::now();
  Entry entry{*handle, std::string(state), std::string(binding), now + lifetime};
  if (entry.size() > options_.bytes || options_.entries == 0) {
    return Error{Error::Code::unavailable, "the state of this call is too large to keep"};
  }

  const std::lock_guard lock(mutex_);
  while (!entries_.empty() && (entries_.front().expires <= now || entries_.size() >= options_.entries ||
                               bytes_ + entry.size() > options_.bytes)) {
    forget(entries_.begin());
  }
  bytes_ += entry.size();
  entries_.push_back(std::move(entry));
  by_handle_.emplace(entries_.back().handle, std::prev(entries_.end()));
  return handle;
}

Result<std::string> HandleSealer::open(std::string_view sealed, std::string_view binding) {
  const std::lock_guard lock(mutex_);
  const auto found = by_handle_.find(sealed);
  if (found == by_handle_.end() || found->second->binding != binding ||
      found->second->expires <= std::chrono::steady_clock::now()) {
    return unusable_state();
  }
  return found->second->state;
}

void HandleSealer::forget(Entries::iterator entry) {
  bytes_ -= entry->size();
  by_handle_.erase(entry->handle);
  entries_.erase(entry);
}

}  // namespace mcp
