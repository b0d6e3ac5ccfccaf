#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <stop_token>
#include <string_view>

#include <mcp/core/descriptor.h>
#include <mcp/core/engine/engine.h>
#include <mcp/transport/stdio/frame_writer.h>
#include <mcp/transport/stdio/line_splitter.h>

namespace mcp::transport {

/// Hands the client's frames to its peer, on a thread of its own: whatever a call does with that thread,
/// whoever waits here is not held up.
class FrameReader {
 public:
  FrameReader(int in, std::shared_ptr<const Wakeup> interrupt, std::shared_ptr<FrameWriter> writer,
              std::shared_ptr<Peer> peer, std::size_t limit);

  /// Returns at the end of the input or when `interrupt` was triggered.
  void run();

  /// Wait for run() to end, or for something else to happen.
  void wait(std::stop_token stop);
  bool wait_until(std::chrono::steady_clock::time_point deadline);

  /// errno of the read that failed, 0 when none did.
  int error() const;

 private:
  int read_all();
  void take(std::string_view chunk);

  const int in_;
  const std::shared_ptr<const Wakeup> interrupt_;
  const std::shared_ptr<FrameWriter> writer_;
  const std::shared_ptr<Peer> peer_;
  LineSplitter lines_;

  mutable std::mutex mutex_;
  std::condition_variable_any ended_or_stop_;
  int error_ = 0;
  bool ended_ = false;
};

}  // namespace mcp::transport
