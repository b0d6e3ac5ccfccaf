#include "frame_reader.h"

#include <cerrno>
#include <new>
#include <string_view>
#include <utility>

namespace mcp::transport {
namespace {

constexpr std::size_t kChunk = 64 * 1024;

}  // namespace

FrameReader::FrameReader(int in, std::shared_ptr<const Wakeup> interrupt, std::shared_ptr<FrameWriter> writer,
                         std::shared_ptr<Peer> peer, std::size_t limit)
    : in_(in),
      interrupt_(std::move(interrupt)),
      writer_(std::move(writer)),
      peer_(std::move(peer)),
      chunk_(kChunk),
      lines_(limit) {}

void FrameReader::run(const Engine::Leads& leads) {
  const std::optional<int> error = read_all(leads);
  if (!error) return;
  const std::lock_guard lock(mutex_);
  error_ = *error;
  ended_ = true;
  ended_or_stop_.notify_all();
}

void FrameReader::wait(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  ended_or_stop_.wait(lock, std::move(stop), [&] { return ended_; });
}

bool FrameReader::wait_until(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  return ended_or_stop_.wait_until(lock, deadline, [&] { return ended_; });
}

int FrameReader::error() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

/// Nothing when another thread goes on.
std::optional<int> FrameReader::read_all(const Engine::Leads& leads) try {
  for (;;) {
    if (!take_lines(leads)) return {};
    const std::optional<ssize_t> size = in_.read(chunk_, *interrupt_);
    if (!size || *size == 0) return 0;
    if (*size > 0) {
      lines_.add({chunk_.data(), static_cast<std::size_t>(*size)});
    } else if (errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK) {
      return errno;
    }
  }
} catch (const std::bad_alloc&) {  // of what is lost here nothing could be told: the server ends in order
  writer_->release();
  return ENOMEM;
}

/// What is answered at once leaves in one write. False when another thread goes on.
bool FrameReader::take_lines(const Engine::Leads& leads) {
  writer_->hold();
  std::string_view line;
  for (;;) {
    const LineSplitter::Found found = lines_.next(line);
    if (found == LineSplitter::Found::nothing) break;
    writer_->wait_for_room();
    if (found == LineSplitter::Found::line) {
      peer_->receive(line);
    } else {
      peer_->receive_oversized();
    }
    if (!leads()) return false;
  }
  writer_->release();
  return true;
}

}  // namespace mcp::transport
