#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <mcp/core/rate.h>

namespace mcp {

/// Counts how often something is done, for each key by itself. A bucket holds as many tokens as its rate
/// counts, and fills up evenly. From any thread.
class TokenBuckets {
 public:
  using Clock = std::chrono::steady_clock;

  /// So many buckets are remembered at most: a full one need not be, and one that is nearest to full is given
  /// up before others, since the least is forgotten with it.
  explicit TokenBuckets(std::size_t most = 100'000) : most_(most) {}

  /// Takes a token from the bucket of `key`. Where there is none, nothing changes, and this is how long it
  /// takes until there is one. A key is used with one rate. A long one is known by its digest.
  std::optional<Clock::duration> take(const std::string& key, const Rate& rate,
                                      Clock::time_point now = Clock::now());
  std::size_t size() const;

 private:
  /// By the time when it is full, which is all there is to know of a bucket.
  using ByFull = std::multimap<Clock::time_point, std::string_view>;

  std::optional<Clock::duration> take_short(const std::string& key, const Rate& rate, Clock::time_point now);
  void forget_full(Clock::time_point now);
  void forget_first();

  const std::size_t most_;
  mutable std::mutex mutex_{};
  std::map<std::string, ByFull::iterator, std::less<>> buckets_{};
  ByFull by_full_{};
};

}  // namespace mcp
