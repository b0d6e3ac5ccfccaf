#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include <mcp/core/descriptor.h>

namespace mcp::transport {

/// One end of what the client and the server talk through, blocking or not: that is for others to say who
/// share it. Where the kernel can be asked not to wait, one call does what two do otherwise.
class PipeEnd {
 public:
  /// `fd` must outlive it.
  explicit PipeEnd(int fd);

  /// As mcp::write_without_waiting().
  std::optional<std::size_t> write_without_waiting(std::string_view text);
  /// Waits until there is something to read, and gives what read() says of it: errors as well. Nothing when
  /// `wakeup` was triggered.
  std::optional<ssize_t> read(std::span<char> room, const Wakeup& wakeup);

 private:
  int fd_;
  bool can_ask_;
};

}  // namespace mcp::transport
