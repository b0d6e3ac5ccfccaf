#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include <mcp/core/descriptor.h>
#include <mcp/core/engine/engine.h>
#include <mcp/transport/stdio/pipe_end.h>

namespace mcp::transport {

/// The one way to the client's pipe. Whoever sends writes, as far as the pipe takes it at once; frames that
/// come meanwhile go out together with the next write. For a pipe that is full one thread waits.
class FrameWriter final : public Outlet {
 public:
  /// When so much waits to be read, whoever wants to send more waits too.
  static constexpr std::size_t kMostBytes = 4 * 1024 * 1024;

  /// `broken` is triggered when the client has closed its end.
  FrameWriter(Descriptor out, std::shared_ptr<const Wakeup> broken);
  ~FrameWriter() override;
  FrameWriter(const FrameWriter&) = delete;
  FrameWriter& operator=(const FrameWriter&) = delete;

  /// A line break in `frame`, which JSON allows between two values only, goes out as a space. Dropped once
  /// the writer is closed or the pipe broken.
  void send(std::string frame) override;
  void answer_result(std::string_view id, std::string_view result) override;
  void wait_for_room() override;
  /// Who would wait in vain sees the server end.
  void abandon() noexcept override { broken_->trigger(); }

  /// Frames that the calling thread sends are collected until it calls release().
  void hold();
  void release();

  /// Waits until all has been written; false when it was not by `deadline`.
  bool flush(std::chrono::steady_clock::time_point deadline);
  /// From `deadline` on nobody waits for room, and what a client that does not read has no room for is
  /// dropped.
  void give_up_at(std::chrono::steady_clock::time_point deadline);
  /// From now on nothing is written and nobody waits.
  void close();
  /// True when nobody can read any more what is written.
  bool client_gone() const;

 private:
  template <typename Append>
  void add(Append append);
  bool is_full() const { return waiting_bytes() >= kMostBytes; }
  void write_pending(std::unique_lock<std::mutex>& lock);
  void wait_for_full_pipe();
  std::size_t waiting_bytes() const { return pending_.size() + sending_.size() - sent_; }

  const Descriptor out_;
  PipeEnd pipe_;  ///< for whoever has set `writing_`
  const std::shared_ptr<const Wakeup> broken_;
  const Wakeup closing_;

  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable full_pipe_;
  std::string pending_;  ///< frames that nobody writes yet
  std::string sending_;  ///< frames being written, of which `sent_` bytes are out
  std::size_t sent_ = 0;
  std::thread::id holder_{};
  bool writing_ = false;  ///< some thread, or the waiting one, will go on until nothing is pending
  bool pipe_is_full_ = false;
  bool closed_ = false;
  std::optional<std::chrono::steady_clock::time_point> give_up_at_{};
  std::thread waiter_;
};

}  // namespace mcp::transport
