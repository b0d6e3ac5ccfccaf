#include <mcp/core/engine/batch.h>

#include <utility>

#include <mcp/core/engine/engine.h>

namespace mcp {

Batch::Batch(std::shared_ptr<Outlet> reply, std::size_t expected)
    : reply_(std::move(reply)), expected_(expected) {}

void Batch::add(std::string_view message) {
  std::unique_lock lock(mutex_);
  text_.reserve(text_.size() + message.size() + 1);  // all of it or nothing, where memory is lacking
  text_ += text_.empty() ? '[' : ',';
  text_ += message;
  count_down(std::move(lock));
}

void Batch::skip() { count_down(std::unique_lock(mutex_)); }

void Batch::count_down(std::unique_lock<std::mutex> lock) {
  if (--expected_ > 0) return;
  lock.unlock();  // nobody adds any more
  if (text_.empty()) return reply_->drop();
  reply_->answer(std::move(text_) + "]", {});
}

}  // namespace mcp
