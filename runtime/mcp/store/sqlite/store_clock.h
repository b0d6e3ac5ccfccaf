#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace mcp::store::sqlite {

/// Tells the time that is written into the file, in milliseconds since 1970. What must survive a restart is
/// a point in wall time; so the wall clock is asked once, at the beginning. From there on time passes as the
/// monotonic clock has it, so that no TTL changes when the wall clock is set; and it is never behind what the
/// file has seen, so that nothing that expired comes back when the wall clock was set back meanwhile.
class StoreClock {
 public:
  struct Sources {
    std::chrono::system_clock::time_point (*wall)() = std::chrono::system_clock::now;
    std::chrono::steady_clock::time_point (*monotonic)() = std::chrono::steady_clock::now;
  };

  explicit StoreClock(Sources sources);

  std::int64_t now() const;
  /// The same once it is known that the file has seen `seen`.
  std::int64_t now_after(std::int64_t seen);
  /// By this clock or the one on the wall, whichever is ahead. The monotonic one may stand still while the
  /// machine sleeps: what nobody may use beyond its end is over by then.
  std::int64_t furthest() const;

 private:
  std::int64_t passed() const;

  const Sources sources_;
  std::atomic<std::int64_t> offset_;
};

/// A point in time that never comes.
inline constexpr std::int64_t kNever = INT64_MAX;

/// When what is written `now` expires; never for a ttl of zero or less.
std::int64_t expiry(std::int64_t now, std::chrono::milliseconds ttl);

}  // namespace mcp::store::sqlite
