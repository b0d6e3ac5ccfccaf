#include "known_keys.h"

#include <utility>

namespace mcp::auth::keys {

std::shared_ptr<const Principal> KnownKeys::find(const State& state, std::string_view key, Moment now) {
  const auto digest = sha256(key);
  const std::lock_guard lock(mutex_);
  if (state != state_) return nullptr;
  const auto known = known_.find(digest);
  if (known == known_.end() || now >= known->second.until) return nullptr;
  return known->second.principal;
}

void KnownKeys::keep(const State& state, std::string_view key, Principal principal, Moment until) {
  const auto digest = sha256(key);
  const Known known{std::make_shared<const Principal>(std::move(principal)), until};
  const std::lock_guard lock(mutex_);
  // No state of a file comes back, so whoever was slow and brings an old one costs the others a reading, and
  // no more.
  if (state != state_) known_.clear();
  state_ = state;
  if (known_.size() >= most_ && !known_.contains(digest)) known_.erase(known_.begin());
  known_.insert_or_assign(digest, known);
}

}  // namespace mcp::auth::keys
