#include "stop_signals.h"

#include <atomic>
#include <csignal>

#include <poll.h>
#include <unistd.h>

#include <mcp/core/launch/signal_handler.h>

namespace mcp {
namespace {

std::atomic<const Wakeup*> signal_came = nullptr;
std::atomic<bool> stopping = false;
static_assert(std::atomic<const Wakeup*>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
              "used in a signal handler");

void on_stop_signal(int number) {
  if (stopping.exchange(true)) ::_exit(128 + number);
  if (const Wakeup* came = signal_came) came->trigger();
}

}  // namespace

StopSignals::StopSignals() {
  if (!came_) return;
  watcher_ = std::thread([this] {
    // The wakeup is both what is waited for and what ends the wait.
    (void)wait_ready(came_.fd(), POLLIN, came_);
    stop_.request_stop();
  });
  signal_came = &came_;
  handle_signal(SIGTERM, on_stop_signal);
  handle_signal(SIGINT, on_stop_signal);
}

StopSignals::~StopSignals() {
  stopping = true;  // from here on a signal does not wait for anything
  signal_came = nullptr;
  came_.trigger();
  if (watcher_.joinable()) watcher_.join();
}

void survive_closed_pipes() {
  // A handler that does nothing rather than SIG_IGN: child processes start with the default again.
  handle_signal(SIGPIPE, [](int) {});
}

}  // namespace mcp
