#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <utility>

namespace mcp::http {

/// Bytes that are kept for clients that may come back: of all of them, or of one as a part of these. From any
/// thread.
class KeptBytes {
 public:
  explicit KeptBytes(std::size_t most, std::shared_ptr<KeptBytes> all = nullptr)
      : most_(most), all_(std::move(all)) {}

  void add(std::size_t bytes) {
    bytes_ += bytes;
    if (all_ != nullptr) all_->add(bytes);
  }
  void remove(std::size_t bytes) {
    bytes_ -= bytes;
    if (all_ != nullptr) all_->remove(bytes);
  }
  bool too_many() const { return bytes_ > most_ || (all_ != nullptr && all_->too_many()); }

 private:
  const std::size_t most_;
  const std::shared_ptr<KeptBytes> all_;
  std::atomic<std::size_t> bytes_ = 0;
};

}  // namespace mcp::http
