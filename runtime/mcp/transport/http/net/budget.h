#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

#include <mcp/transport/http/net/limits.h>

namespace mcp::http {

/// What all connections take together. From any thread.
class Budget {
 public:
  explicit Budget(const Limits& limits) : limits_(limits) {}

  /// False when there are too many connections, of this address or at all.
  bool admit(const std::string& address, bool loopback);
  void leave(const std::string& address, bool loopback);
  std::size_t connections() const;

  /// A connection keeps `now` bytes of an unfinished request instead of `before`. False when all of them
  /// together keep too much.
  bool hold(std::size_t before, std::size_t now);

 private:
  const Limits& limits_;
  std::atomic<std::size_t> held_ = 0;
  mutable std::mutex mutex_{};
  std::size_t connections_ = 0;
  std::map<std::string, std::size_t> per_address_{};
};

}  // namespace mcp::http
