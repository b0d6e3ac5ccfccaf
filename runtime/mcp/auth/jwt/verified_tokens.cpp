#include "verified_tokens.h"

#include <iterator>
#include <utility>

namespace mcp::auth {

std::shared_ptr<const Verified> VerifiedTokens::find(const Digest& token, Seconds now) {
  const std::lock_guard lock(mutex_);
  const auto found = by_token_.find(token);
  if (found == by_token_.end()) return nullptr;
  const auto entry = found->second;
  if (now < entry->verified->from || now >= entry->verified->until) {
    by_use_.erase(entry);
    by_token_.erase(found);
    return nullptr;
  }
  by_use_.splice(by_use_.begin(), by_use_, entry);
  return entry->verified;
}

void VerifiedTokens::keep(const Digest& token, Verified verified) {
  if (most_ == 0) return;
  auto kept = std::make_shared<const Verified>(std::move(verified));
  const std::lock_guard lock(mutex_);
  if (by_token_.contains(token)) return;  // another thread was as fast
  if (by_use_.size() < most_) {
    by_use_.push_front({token, std::move(kept)});
    by_token_.emplace(token, by_use_.begin());
    return;
  }
  // In the place of the one that was not used for longest.
  by_use_.splice(by_use_.begin(), by_use_, std::prev(by_use_.end()));
  auto place = by_token_.extract(by_use_.front().token);
  place.key() = token;
  by_token_.insert(std::move(place));
  by_use_.front() = {token, std::move(kept)};
}

void VerifiedTokens::forget(const Digest& token) {
  const std::lock_guard lock(mutex_);
  const auto found = by_token_.find(token);
  if (found == by_token_.end()) return;
  by_use_.erase(found->second);
  by_token_.erase(found);
}

}  // namespace mcp::auth
