#include "token_buckets.h"

#include <algorithm>
#include <utility>

#include <mcp/core/sha256.h>

namespace mcp {
namespace {

constexpr std::size_t kLongestKey = 128;
constexpr int kForgottenAtOnce = 4;  // more than are made, so that all of them go, and nobody waits for it

}  // namespace

std::optional<TokenBuckets::Clock::duration> TokenBuckets::take(const std::string& key, const Rate& rate,
                                                                Clock::time_point now) {
  return key.size() <= kLongestKey ? take_short(key, rate, now) : take_short(sha256_hex(key), rate, now);
}

std::optional<TokenBuckets::Clock::duration> TokenBuckets::take_short(const std::string& key,
                                                                      const Rate& rate,
                                                                      Clock::time_point now) {
  const Clock::duration whole = rate.every;
  const Clock::duration token = whole / static_cast<Clock::rep>(rate.count);
  const std::lock_guard lock(mutex_);
  forget_full(now);
  const auto known = buckets_.find(key);
  const Clock::time_point full =
      (known == buckets_.end() ? now : std::max(now, known->second->first)) + token;
  if (full - now > whole) return full - now - whole;
  if (known != buckets_.end()) {
    auto moved = by_full_.extract(known->second);
    moved.key() = full;
    known->second = by_full_.insert(std::move(moved));
    return std::nullopt;
  }
  if (buckets_.size() >= most_) forget_first();
  const auto made = buckets_.emplace(key, by_full_.end()).first;
  try {
    made->second = by_full_.emplace(full, made->first);
  } catch (...) {  // without memory
    buckets_.erase(made);
    throw;
  }
  return std::nullopt;
}

void TokenBuckets::forget_full(Clock::time_point now) {
  for (int i = 0; i < kForgottenAtOnce && !by_full_.empty() && by_full_.begin()->first <= now; ++i)
    forget_first();
}

void TokenBuckets::forget_first() {
  const auto first = by_full_.begin();
  const auto bucket = buckets_.find(first->second);
  by_full_.erase(first);
  buckets_.erase(bucket);
}

std::size_t TokenBuckets::size() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace mcp
