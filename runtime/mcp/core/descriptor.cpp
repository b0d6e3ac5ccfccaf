#include "descriptor.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace mcp {
namespace {

bool is_ready(int fd, short events) {
  pollfd wanted{fd, events, 0};
  int ready = 0;
  do {
    ready = ::poll(&wanted, 1, 0);
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

std::optional<std::size_t> write_without_waiting(int fd, std::string_view text) {
  std::size_t taken = 0;
  while (taken < text.size() && is_ready(fd, POLLOUT)) {
    // A pipe that is ready takes this much at once; for more, a blocking one might wait.
    const std::size_t size = std::min<std::size_t>(text.size() - taken, PIPE_BUF);
    const ssize_t written = ::write(fd, text.data() + taken, size);
    if (written > 0) {
      taken += static_cast<std::size_t>(written);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      break;
    } else if (errno != EINTR) {
      return std::nullopt;
    }
  }
  return taken;
}

Wakeup::Wakeup() {
  std::array<int, 2> ends{};
#ifdef __linux__
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;
#else
  if (::pipe(ends.data()) != 0) return;
  for (const int end : ends) {
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
#endif
  reader_ = Descriptor(ends[0]);
  writer_ = Descriptor(ends[1]);
}

void Wakeup::trigger() const {
  triggered_ = true;
  const int saved = errno;
  const char byte = 0;
  // Fails only when the pipe is full, and then it is readable already.
  while (::write(writer_.get(), &byte, 1) < 0 && errno == EINTR) {
  }
  errno = saved;
}

bool wait_ready(int fd, short events, const Wakeup& wakeup) {
  std::array<pollfd, 2> wanted{{{fd, events, 0}, {wakeup.fd(), POLLIN, 0}}};
  while (::poll(wanted.data(), wanted.size(), -1) < 0 && errno == EINTR) {
  }
  return wanted[1].revents == 0;
}

}  // namespace mcp
