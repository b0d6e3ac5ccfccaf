#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include <mcp/core/descriptor.h>
#include <mcp/core/engine/engine.h>
#include <mcp/transport/stdio/frame_writer.h>
#include <mcp/transport/stdio/line_splitter.h>
#include <mcp/transport/stdio/pipe_end.h>

namespace mcp::transport {

/// Hands the client's frames to its peer, on a thread of the engine: whatever a call does with that thread,
/// whoever waits here is not held up.
class FrameReader {
 public:
  FrameReader(int in, std::shared_ptr<const Wakeup> interrupt, std::shared_ptr<FrameWriter> writer,
              std::shared_ptr<Peer> peer, std::size_t limit);

  /// Returns at the end of the input, when `interrupt` was triggered, or when another thread runs this too
  /// and goes on from here.
  void run(const Engine::Leads& leads);

  /// Wait for the reading to end, or for something else to happen.
  void wait(std::stop_token stop);
  bool wait_until(std::chrono::steady_clock::time_point deadline);

  /// errno of the read that failed, 0 when none did.
  int error() const;

 private:
  std::optional<int> read_all(const Engine::Leads& leads);
  bool take_lines(const Engine::Leads& leads);

  PipeEnd in_;
  const std::shared_ptr<const Wakeup> interrupt_;
  const std::shared_ptr<FrameWriter> writer_;
  const std::shared_ptr<Peer> peer_;
  std::vector<char> chunk_;
  LineSplitter lines_;  ///< of the chunk

  mutable std::mutex mutex_;
  std::condition_variable_any ended_or_stop_;
  int error_ = 0;
  bool ended_ = false;
};

}  // namespace mcp::transport
