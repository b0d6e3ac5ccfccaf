#include "store_clock.h"

#include <algorithm>

namespace mcp::store::sqlite {
namespace {

template <typename Time>
std::int64_t milliseconds(Time time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

}  // namespace

StoreClock::StoreClock(Sources sources)
    : sources_(sources), offset_(milliseconds(sources.wall()) - milliseconds(sources.monotonic())) {}

std::int64_t StoreClock::now() const { return passed() + offset_; }

std::int64_t StoreClock::now_after(std::int64_t seen) {
  const std::int64_t least = seen - passed();
  std::int64_t offset = offset_;
  while (offset < least && !offset_.compare_exchange_weak(offset, least)) {
  }
  return now();
}

std::int64_t StoreClock::furthest() const { return std::max(now(), milliseconds(sources_.wall())); }

std::int64_t StoreClock::passed() const { return milliseconds(sources_.monotonic()); }

std::int64_t expiry(std::int64_t now, std::chrono::milliseconds ttl) {
  if (ttl.count() <= 0) return kNever;
  return ttl.count() < kNever - now ? now + ttl.count() : kNever;
}

}  // namespace mcp::store::sqlite
