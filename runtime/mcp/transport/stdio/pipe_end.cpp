#include "pipe_end.h"

#include <cerrno>

#include <poll.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace mcp::transport {
namespace {

/// Not of a file: some file systems leave a part in it when they say that they would have to wait.
bool is_pipe_or_socket(int fd) {
  struct stat facts {};
  return ::fstat(fd, &facts) == 0 && (S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode));
}

#ifdef RWF_NOWAIT
ssize_t read_now(int fd, std::span<char> room) {
  const iovec into{room.data(), room.size()};
  return ::preadv2(fd, &into, 1, -1, RWF_NOWAIT);
}

ssize_t write_now(int fd, std::string_view text) {
  const iovec from{const_cast<char*>(text.data()), text.size()};
  return ::pwritev2(fd, &from, 1, -1, RWF_NOWAIT);
}
#else
ssize_t cannot_ask() {
  errno = ENOTSUP;
  return -1;
}
ssize_t read_now(int, std::span<char>) { return cannot_ask(); }
ssize_t write_now(int, std::string_view) { return cannot_ask(); }
#endif

bool may_ask_again(ssize_t result) { return result >= 0 || errno == EAGAIN || errno == EINTR; }

}  // namespace

PipeEnd::PipeEnd(int fd) : fd_(fd), can_ask_(is_pipe_or_socket(fd)) {}

std::optional<std::size_t> PipeEnd::write_without_waiting(std::string_view text) {
  std::size_t taken = 0;
  while (can_ask_ && taken < text.size()) {
    const ssize_t written = write_now(fd_, text.substr(taken));
    can_ask_ = may_ask_again(written);
    if (written <= 0) break;
    taken += static_cast<std::size_t>(written);
  }
  const auto rest = mcp::write_without_waiting(fd_, text.substr(taken));
  if (!rest) return std::nullopt;
  return taken + *rest;
}

std::optional<ssize_t> PipeEnd::read(std::span<char> room, const Wakeup& wakeup) {
  if (wakeup.triggered()) return std::nullopt;  // which bytes that never end would hide
  if (can_ask_) {
    const ssize_t got = read_now(fd_, room);
    can_ask_ = may_ask_again(got);
    if (got > 0) return got;
  }
  if (!wait_ready(fd_, POLLIN, wakeup)) return std::nullopt;
  return ::read(fd_, room.data(), room.size());
}

}  // namespace mcp::transport
