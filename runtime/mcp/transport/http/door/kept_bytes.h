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
  /// `own` of them may be kept whatever others keep.
  explicit KeptBytes(std::size_t most, std::shared_ptr<KeptBytes> all = nullptr, std::size_t own = 0)
      : most_(most), own_(own), all_(std::move(all)) {}

  void add(std::size_t bytes) {
    bytes_ += bytes;
    if (all_ != nullptr) all_->add(bytes);
  }
  void remove(std::size_t bytes) {
    bytes_ -= bytes;
    if (all_ != nullptr) all_->remove(bytes);
  }
  bool too_many() const {
    const std::size_t bytes = bytes_;
    return bytes > own_ && (bytes > most_ || (all_ != nullptr && all_->too_many()));
  }

 private:
  const std::size_t most_;
  const std::size_t own_;
  const std::shared_ptr<KeptBytes> all_;
  std::atomic<std::size_t> bytes_ = 0;
};

}  // namespace mcp::http
