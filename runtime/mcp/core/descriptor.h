#pragma once

#include <atomic>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace mcp {

/// Owns a file descriptor; -1 for none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor();

  int get() const { return fd_; }
  /// Gives the descriptor away.
  int release() { return std::exchange(fd_, -1); }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// Writes as much as the descriptor takes without waiting, whether it is a blocking one or not. Gives the
/// number of bytes taken, nothing when it can take no more ever (errno says why).
std::optional<std::size_t> write_without_waiting(int fd, std::string_view text);

/// Something to poll for beside another descriptor: readable for good once triggered.
class Wakeup {
 public:
  Wakeup();
  /// False when the process has no descriptors left.
  explicit operator bool() const { return static_cast<bool>(reader_); }
  int fd() const { return reader_.get(); }
  /// May be called from any thread and from a signal handler.
  void trigger() const;
  bool triggered() const { return triggered_; }

 private:
  Descriptor reader_;
  Descriptor writer_;
  mutable std::atomic<bool> triggered_ = false;
};

/// Waits until `fd` is ready for `events` (POLLIN, POLLOUT) or broken: true; or `wakeup` was triggered:
/// false.
bool wait_ready(int fd, short events, const Wakeup& wakeup);

}  // namespace mcp
