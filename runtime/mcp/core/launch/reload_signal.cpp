#include "reload_signal.h"

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <exception>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include <mcp/core/launch/signal_handler.h>
#include <mcp/core/log.h>

namespace mcp {
namespace {

constexpr char kReload = 'r';
constexpr char kEnd = 'e';

std::atomic<int> told = -1;
static_assert(std::atomic<int>::is_always_lock_free, "used in a signal handler");

void tell(int descriptor, char what) {
  const int saved = errno;
  // Fails only when the pipe is full, and then there is enough to do already.
  while (::write(descriptor, &what, 1) < 0 && errno == EINTR) {
  }
  errno = saved;
}

char next_of(int descriptor) {
  char what = kEnd;
  while (::read(descriptor, &what, 1) < 0 && errno == EINTR) {
  }
  return what;
}

/// No exception may leave the thread, which would end the process.
void attempt(const std::function<void()>& job) {
  try {
    job();
  } catch (const std::exception& error) {
    log_line(LogLevel::error, "reading anew failed, everything stays as it was", {{"why", error.what()}});
  }
}

}  // namespace

ReloadSignal::ReloadSignal(std::function<void()> job) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) {
    log_line(LogLevel::error, "SIGHUP will do nothing: there is no descriptor left for it");
    handle_signal(SIGHUP, [](int) {});
    return;
  }
  for (const int end : ends) ::fcntl(end, F_SETFD, FD_CLOEXEC);
  ::fcntl(ends[1], F_SETFL, O_NONBLOCK);
  reader_ = Descriptor(ends[0]);
  writer_ = Descriptor(ends[1]);
  watcher_ = std::thread([descriptor = ends[0], job = std::move(job)] {
    while (next_of(descriptor) == kReload) attempt(job);
  });
  told = ends[1];
  handle_signal(SIGHUP, [](int) {
    if (const int descriptor = told; descriptor >= 0) tell(descriptor, kReload);
  });
}

ReloadSignal::~ReloadSignal() {
  if (!watcher_.joinable()) return;
  told = -1;
  ::fcntl(writer_.get(), F_SETFL, 0);  // this one must get through
  tell(writer_.get(), kEnd);
  watcher_.join();
}

}  // namespace mcp
