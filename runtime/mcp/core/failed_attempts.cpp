#include "failed_attempts.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <arpa/inet.h>

#include <mcp/core/sha256.h>

namespace mcp {
namespace {

constexpr std::size_t kSeedBytes = 16;
/// One subscriber of IPv6 has at least as many addresses as the other half has.
constexpr std::size_t kSubscriberBytes = 8;

std::string subscriber(std::string_view address) {
  in6_addr ip{};
  std::string text(address);
  if (::inet_pton(AF_INET6, text.c_str(), &ip) != 1 || IN6_IS_ADDR_V4MAPPED(&ip)) return text;
  return std::string(reinterpret_cast<const char*>(ip.s6_addr), kSubscriberBytes);
}

}  // namespace

FailedAttempts::FailedAttempts(Options options)
    : options_(options), start_(options_.now()), places_(std::max<std::size_t>(options_.places, 1)) {
  std::array<unsigned char, kSeedBytes> seed{};
  // Without one somebody could foresee whose attempts count as somebody else's, and get them a 429 for a 401.
  if (options_.random(seed)) seed_.assign(seed.begin(), seed.end());
}

std::optional<std::chrono::milliseconds> FailedAttempts::count(std::string_view address) {
  using std::chrono::milliseconds;
  const std::size_t index = place_of(address);
  const std::int64_t now = this->now();
  const std::lock_guard lock(mutex_);
  Place& place = places_[index];
  if (now < place.closed_until) return milliseconds(place.closed_until - now);
  if (now - place.latest >= options_.forgotten_after.count()) place.failures = 0;
  place.latest = now;
  if (++place.failures < options_.allowed) return {};
  constexpr std::size_t kMostDoublings = 30;
  const std::size_t doublings = std::min<std::size_t>(place.failures - options_.allowed, kMostDoublings);
  const std::int64_t wait =
      std::min<std::int64_t>(options_.first_wait.count() << doublings, options_.longest_wait.count());
  place.closed_until = now + wait;
  return {};
}

std::optional<std::chrono::milliseconds> FailedAttempts::wait(std::string_view address) {
  const std::size_t index = place_of(address);
  const std::int64_t now = this->now();
  const std::lock_guard lock(mutex_);
  const std::int64_t left = places_[index].closed_until - now;
  if (left <= 0) return {};
  return std::chrono::milliseconds(left);
}

std::int64_t FailedAttempts::now() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(options_.now() - start_).count();
}

std::size_t FailedAttempts::place_of(std::string_view address) const {
  const auto digest = sha256(seed_ + subscriber(address));
  std::uint64_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof hash);
  return static_cast<std::size_t>(hash % places_.size());
}

}  // namespace mcp
