#include "shared_connection.h"

#include <mcp/core/log.h>

namespace mcp::store::sqlite {

bool SharedConnection::take_turn(Deadline deadline) {
  std::unique_lock lock(mutex_);
  if (!free_again_.wait_until(lock, deadline, [&] { return !taken_; })) return false;
  taken_ = true;
  return true;
}

void SharedConnection::end_turn() {
  drop_if_failed();
  {
    const std::lock_guard lock(mutex_);
    taken_ = false;
  }
  free_again_.notify_one();
}

Result<void> SharedConnection::make_ready(Deadline deadline, std::chrono::milliseconds unseen) {
  const auto now = std::chrono::steady_clock::now();
  if (connection_ && now - seen_ >= unseen) {
    // What is done with a file that is gone counts for nobody else.
    if (connection_->has_moved()) connection_.reset();
    seen_ = now;
  }
  if (connection_) {
    connection_->wait_until(deadline);
    return {};
  }
  if (now < closed_until_)
    return Error{Error::Code::unavailable, "the store could not be opened a moment ago"};
  auto opened = open_(deadline);
  if (!opened) {
    closed_until_ = now + pause_;
    return opened.error();
  }
  connection_ = *std::move(opened);
  seen_ = now;
  return {};
}

void SharedConnection::drop_if_failed() {
  if (!connection_ || connection_->is_trusted()) return;
  log_line(LogLevel::error, "the store's database failed: it is closed and opened anew");
  connection_.reset();
}

}  // namespace mcp::store::sqlite
