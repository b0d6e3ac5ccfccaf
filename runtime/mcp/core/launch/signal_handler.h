#pragma once

#include <csignal>

namespace mcp {

/// Calls `handler` for a signal; what the signal interrupts goes on by itself.
inline void handle_signal(int number, void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  ::sigemptyset(&action.sa_mask);
  ::sigaction(number, &action, nullptr);
}

}  // namespace mcp
