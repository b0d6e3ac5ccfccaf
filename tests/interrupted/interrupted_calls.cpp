#include "interrupted_calls.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <cstdint>

#include <dlfcn.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace interrupted {
namespace {

std::array<std::array<std::atomic<bool>, 3>, 9> seen{};
std::atomic<bool> others_too = false;
thread_local bool spared = false;
thread_local bool here = false;
thread_local std::uint32_t random_state = 2463534242U;

std::uint32_t random() {
  random_state ^= random_state << 13;
  random_state ^= random_state >> 17;
  return random_state ^= random_state << 5;
}

bool is_faulty() { return here || (others_too && !spared); }

void note(Call call, Fault fault) {
  seen[static_cast<std::size_t>(call)][static_cast<std::size_t>(fault)] = true;
}

/// Fails this once, where that is its turn.
bool fails(Call call, Fault fault, int error) {
  if (!is_faulty() || random() % 3 != 0) return false;
  note(call, fault);
  errno = error;
  return true;
}

bool is_interrupted(Call call) { return fails(call, Fault::interrupted, EINTR); }

bool is_postponed(Call call, int fd, int flags) {
  const bool waits = (flags & MSG_DONTWAIT) == 0 && (::fcntl(fd, F_GETFL) & O_NONBLOCK) == 0;
  return !waits && fails(call, Fault::postponed, EAGAIN);
}

/// What the rest of the system takes as a whole, counters for one, is left so.
bool can_be_cut(int fd) {
  struct stat facts {};
  return ::fstat(fd, &facts) == 0 &&
         (S_ISREG(facts.st_mode) || S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode));
}

std::size_t cut(Call call, int fd, std::size_t size) {
  if (!is_faulty() || size < 2 || random() % 2 != 0 || !can_be_cut(fd)) return size;
  note(call, Fault::cut);
  return 1 + random() % (size - 1);
}

/// The C library's, which what is defined below stands before.
template <typename Function>
Function* real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

InterruptedCalls::InterruptedCalls(Of threads) {
  for (auto& of_call : seen) {
    for (auto& fault : of_call) fault = false;
  }
  spared = true;
  here = threads == Of::this_thread;
  others_too = threads == Of::other_threads;
}

InterruptedCalls::~InterruptedCalls() { here = others_too = spared = false; }

bool InterruptedCalls::happened(Call call, Fault fault) const {
  return seen[static_cast<std::size_t>(call)][static_cast<std::size_t>(fault)];
}

}  // namespace interrupted

using namespace interrupted;

extern "C" {

ssize_t read(int fd, void* bytes, std::size_t size) {
  static const auto next = real<decltype(::read)>("read");
  return is_interrupted(Call::read) ? -1 : next(fd, bytes, cut(Call::read, fd, size));
}

ssize_t write(int fd, const void* bytes, std::size_t size) {
  static const auto next = real<decltype(::write)>("write");
  return is_interrupted(Call::write) ? -1 : next(fd, bytes, cut(Call::write, fd, size));
}

ssize_t pread64(int fd, void* bytes, std::size_t size, off64_t at) {
  static const auto next = real<decltype(::pread64)>("pread64");
  return is_interrupted(Call::pread) ? -1 : next(fd, bytes, cut(Call::pread, fd, size), at);
}

ssize_t pread(int fd, void* bytes, std::size_t size, off_t at) { return pread64(fd, bytes, size, at); }

ssize_t pwrite64(int fd, const void* bytes, std::size_t size, off64_t at) {
  static const auto next = real<decltype(::pwrite64)>("pwrite64");
  return is_interrupted(Call::pwrite) ? -1 : next(fd, bytes, cut(Call::pwrite, fd, size), at);
}

ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t at) {
  return pwrite64(fd, bytes, size, at);
}

ssize_t recv(int fd, void* bytes, std::size_t size, int flags) {
  static const auto next = real<decltype(::recv)>("recv");
  if (is_interrupted(Call::receive) || is_postponed(Call::receive, fd, flags)) return -1;
  return next(fd, bytes, cut(Call::receive, fd, size), flags);
}

ssize_t send(int fd, const void* bytes, std::size_t size, int flags) {
  static const auto next = real<decltype(::send)>("send");
  if (is_interrupted(Call::send) || is_postponed(Call::send, fd, flags)) return -1;
  return next(fd, bytes, cut(Call::send, fd, size), flags);
}

#ifdef RWF_NOWAIT
ssize_t preadv2(int fd, const iovec* parts, int, off_t at, int flags) {
  static const auto next = real<decltype(::preadv2)>("preadv2");
  if (is_interrupted(Call::read)) return -1;
  const iovec first{parts->iov_base, cut(Call::read, fd, parts->iov_len)};
  return next(fd, &first, 1, at, flags);
}

ssize_t pwritev2(int fd, const iovec* parts, int, off_t at, int flags) {
  static const auto next = real<decltype(::pwritev2)>("pwritev2");
  if (is_interrupted(Call::write)) return -1;
  const iovec first{parts->iov_base, cut(Call::write, fd, parts->iov_len)};
  return next(fd, &first, 1, at, flags);
}
#endif

int accept4(int fd, sockaddr* address, socklen_t* length, int flags) {
  static const auto next = real<decltype(::accept4)>("accept4");
  return is_interrupted(Call::accept) ? -1 : next(fd, address, length, flags);
}

int poll(pollfd* wanted, nfds_t count, int patience) {
  static const auto next = real<decltype(::poll)>("poll");
  return is_interrupted(Call::poll) ? -1 : next(wanted, count, patience);
}

int epoll_wait(int fd, epoll_event* events, int count, int patience) {
  static const auto next = real<decltype(::epoll_wait)>("epoll_wait");
  return is_interrupted(Call::epoll_wait) ? -1 : next(fd, events, count, patience);
}
}
