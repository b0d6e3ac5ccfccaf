#include <mcp/core/engine/batch.h>

#include <utility>

#include <mcp/core/engine/connection.h>

namespace mcp {

Batch::Batch(std::shared_ptr<Connection> connection, std::size_t expected)
    : connection_(std::move(connection)), expected_(expected) {}

void Batch::add(std::string_view message) {
  std::unique_lock lock(mutex_);
  text_ += text_.empty() ? '[' : ',';
  text_ += message;
  count_down(std::move(lock));
}

void Batch::skip() { count_down(std::unique_lock(mutex_)); }

void Batch::count_down(std::unique_lock<std::mutex> lock) {
  if (--expected_ > 0 || text_.empty()) return;
  std::string text = std::move(text_) + "]";
  lock.unlock();
  connection_->send(std::move(text));
}

}  // namespace mcp
