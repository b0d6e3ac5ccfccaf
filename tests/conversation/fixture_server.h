#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include <mcp/core/server.h>

namespace conversation {

/// Something that handlers wait for and tests give.
class Gate {
 public:
  void open();
  void wait();
  /// Handlers that are waiting now.
  int waiting() const { return waiting_; }
  ~Gate() { open(); }

 private:
  std::mutex mutex_;
  std::condition_variable opened_;
  bool open_ = false;
  std::atomic<int> waiting_ = 0;
};

/// What the handlers of the fixture share with the test.
struct Fixture {
  Gate gate;
  std::atomic<int> payments = 0;
  std::atomic<int> runs = 0;
  std::atomic<bool> saw_cancel = false;
};

/// A server with one tool, resource or prompt for each thing that the protocol can do.
mcp::Server make_fixture_server(Fixture& fixture, mcp::ServerLimits limits = {});

}  // namespace conversation
