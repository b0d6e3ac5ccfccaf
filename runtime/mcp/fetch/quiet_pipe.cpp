#include "quiet_pipe.h"

namespace mcp {
namespace {

bool is_pending() {
  sigset_t pending;
  return ::sigpending(&pending) == 0 && ::sigismember(&pending, SIGPIPE) == 1;
}

sigset_t only_pipe() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGPIPE);
  return set;
}

}  // namespace

QuietPipe::QuietPipe() : was_pending_(is_pending()) {
  const sigset_t pipe = only_pipe();
  ::pthread_sigmask(SIG_BLOCK, &pipe, &before_);
}

QuietPipe::~QuietPipe() {
  if (!was_pending_ && is_pending()) {
    const sigset_t pipe = only_pipe();
    int taken = 0;
    ::sigwait(&pipe, &taken);
  }
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace mcp
