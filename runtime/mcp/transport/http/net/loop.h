#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <mcp/transport/http/net/wait_memory.h>

namespace mcp::http {

class Connection;

/// One thread's share of the connections: waits for all of them at once. What belongs to a connection is
/// touched by this thread only.
class Loop {
 public:
  using Clock = std::chrono::steady_clock;

  /// Looks after deadlines every `tick`.
  explicit Loop(std::chrono::milliseconds tick) : tick_(tick), timer_(context_) {}

  /// Until stop() was called; on one thread.
  void run();
  void stop();
  bool is_current() const { return thread_.load(std::memory_order_relaxed) == std::this_thread::get_id(); }
  boost::asio::io_context& context() { return context_; }

  /// From any thread.
  template <typename Job>
  void post(Job job) {
    boost::asio::post(context_, std::move(job));
  }

  // On the loop's thread.

  /// What is read next; overwritten by the next read.
  std::span<char> scratch() { return scratch_; }
  /// It lives at least until it leaves.
  void enter(const std::shared_ptr<Connection>& connection);
  void leave(Connection& connection);
  /// The server stops: of those there are, and of those that are on their way.
  void drain();
  void close_all();

 private:
  void look_after();

  const std::chrono::milliseconds tick_;
  WaitMemory memory_{};
  boost::asio::io_context context_{};
  boost::asio::steady_timer timer_;
  bool ticking_ = false;
  bool draining_ = false;
  std::atomic<std::thread::id> thread_{};
  std::vector<std::shared_ptr<Connection>> connections_{};
  std::array<char, 64 * 1024> scratch_;
};

}  // namespace mcp::http
