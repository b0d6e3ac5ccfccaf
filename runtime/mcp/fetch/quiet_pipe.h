#pragma once

#include <csignal>

namespace mcp {

/// While it lives, writing to a connection that the peer has closed raises no signal on this thread:
/// OpenSSL's writes would.
class QuietPipe {
 public:
  QuietPipe();
  ~QuietPipe();
  QuietPipe(const QuietPipe&) = delete;
  QuietPipe& operator=(const QuietPipe&) = delete;

 private:
  sigset_t before_{};
  bool was_pending_ = false;
};

}  // namespace mcp
