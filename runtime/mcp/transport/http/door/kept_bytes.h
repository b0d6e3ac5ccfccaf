#pragma once

#include <atomic>
#include <cstddef>

namespace mcp::http {

/// What the streams of all sessions keep for clients that may come back. From any thread.
class KeptBytes {
 public:
  explicit KeptBytes(std::size_t most) : most_(most) {}

  void add(std::size_t bytes) { bytes_ += bytes; }
  void remove(std::size_t bytes) { bytes_ -= bytes; }
  bool too_many() const { return bytes_ > most_; }

 private:
  const std::size_t most_;
  std::atomic<std::size_t> bytes_ = 0;
};

}  // namespace mcp::http
