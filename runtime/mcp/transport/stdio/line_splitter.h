#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mcp::transport {

/// Cuts a stream of bytes into lines. A line that lies within one chunk is not copied; one that is longer
/// than the limit is reported once and skipped, without being kept.
class LineSplitter {
 public:
  enum class Found {
    line,
    oversized,
    nothing,  ///< the chunk is used up
  };

  /// `limit`: bytes of a line, its end not counted.
  explicit LineSplitter(std::size_t limit) : limit_(limit) {}

  /// `chunk` must stay where it is until next() has found nothing.
  void add(std::string_view chunk) { chunk_ = chunk; }
  /// Sets `line`, valid until the next call. Empty lines are passed over.
  Found next(std::string_view& line);

 private:
  void forget_partial();

  const std::size_t limit_;
  std::string_view chunk_{};
  std::string partial_{};  ///< the beginning of a line that came in an earlier chunk
  bool partial_given_ = false;
  bool skipping_ = false;  ///< the rest of an oversized line
};

}  // namespace mcp::transport
