#include "frame_writer.h"

#include <cstddef>
#include <utility>

#include <poll.h>

#include <mcp/core/rpc/answer.h>

namespace mcp::transport {
namespace {

/// Held frames go out when there are so many bytes of them, so that the client works on the first answers
/// while the next are made.
constexpr std::size_t kMostHeldBytes = 2048;

}  // namespace

FrameWriter::FrameWriter(Descriptor out, std::shared_ptr<const Wakeup> broken)
    : out_(std::move(out)),
      pipe_(out_.get()),
      broken_(std::move(broken)),
      waiter_([this] { wait_for_full_pipe(); }) {}

FrameWriter::~FrameWriter() {
  close();
  waiter_.join();
}

void FrameWriter::send(std::string frame) {
  add([&](std::string& out) { out += frame; });
}

void FrameWriter::answer_result(std::string_view id, std::string_view result) {
  add([&](std::string& out) { append_result_message(out, id, result); });
}

template <typename Append>
void FrameWriter::add(Append append) {
  std::unique_lock lock(mutex_);
  const bool in_time = !give_up_at_ || std::chrono::steady_clock::now() < *give_up_at_;
  if (closed_ || (is_full() && !in_time)) return;
  const std::size_t begin = pending_.size();
  try {
    append(pending_);
    pending_ += '\n';
  } catch (...) {  // no memory: no frame goes out that is not whole
    pending_.resize(begin);
    throw;
  }
  const std::size_t end = pending_.size() - 1;
  for (std::size_t at = begin; (at = pending_.find('\n', at)) < end;) pending_[at] = ' ';
  const bool held = holder_ == std::this_thread::get_id() && pending_.size() < kMostHeldBytes;
  if (!writing_ && !held) write_pending(lock);
}

void FrameWriter::hold() {
  const std::lock_guard lock(mutex_);
  holder_ = std::this_thread::get_id();
}

void FrameWriter::release() {
  std::unique_lock lock(mutex_);
  holder_ = {};
  if (!writing_) write_pending(lock);
}

bool FrameWriter::flush(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  if (!writing_) write_pending(lock);
  room_.wait_until(lock, deadline, [&] { return closed_ || waiting_bytes() == 0; });
  return !closed_ && waiting_bytes() == 0;
}

void FrameWriter::give_up_at(std::chrono::steady_clock::time_point deadline) {
  const std::lock_guard lock(mutex_);
  give_up_at_ = deadline;
  room_.notify_all();
}

void FrameWriter::close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  closing_.trigger();
  room_.notify_all();
  full_pipe_.notify_all();
}

bool FrameWriter::client_gone() const {
  pollfd wanted{out_.get(), 0, 0};
  return ::poll(&wanted, 1, 0) > 0 && (wanted.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

void FrameWriter::wait_for_room() {
  std::unique_lock lock(mutex_);
  while (!closed_ && is_full()) {
    const auto deadline = give_up_at_;  // may be set while this waits
    if (!deadline) {
      room_.wait(lock);
    } else if (room_.wait_until(lock, *deadline) == std::cv_status::timeout) {
      return;
    }
  }
}

void FrameWriter::write_pending(std::unique_lock<std::mutex>& lock) {
  writing_ = true;
  while (!closed_) {
    if (sent_ == sending_.size()) {
      sending_.clear();
      sent_ = 0;
      if (pending_.empty()) break;
      sending_.swap(pending_);
    }
    const std::string_view rest = std::string_view(sending_).substr(sent_);
    lock.unlock();
    const std::optional<std::size_t> taken = pipe_.write_without_waiting(rest);
    lock.lock();
    if (!taken) {
      closed_ = true;
      broken_->trigger();
      full_pipe_.notify_all();
      break;
    }
    sent_ += *taken;
    room_.notify_all();
    if (*taken < rest.size()) {
      pipe_is_full_ = true;
      full_pipe_.notify_one();
      return;
    }
  }
  writing_ = false;
  room_.notify_all();
}

void FrameWriter::wait_for_full_pipe() {
  std::unique_lock lock(mutex_);
  for (;;) {
    full_pipe_.wait(lock, [&] { return closed_ || pipe_is_full_; });
    if (closed_) return;
    lock.unlock();
    const bool ready = wait_ready(out_.get(), POLLOUT, closing_);
    lock.lock();
    if (!ready) return;
    pipe_is_full_ = false;
    write_pending(lock);
  }
}

}  // namespace mcp::transport
