#include <mcp/core/engine/once.h>

#include <mcp/core/store.h>

namespace mcp {
namespace {

constexpr std::size_t kMostSpent = 100'000;

}  // namespace

Result<bool> Once::spend(std::string_view key, std::chrono::seconds lifetime) {
  if (store_ != nullptr) return store_->put_if_absent("once/" + std::string(key), "", lifetime);
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  for (auto first = expiries_.begin(); first != expiries_.end() && first->first <= now;
       first = expiries_.erase(first))
    spent_.erase(spent_.find(first->second));
  if (spent_.contains(key)) return false;
  if (spent_.size() >= kMostSpent)
    return Error{Error::Code::unavailable, "too many states were spent lately"};
  expiries_.emplace(now + lifetime, *spent_.emplace(key).first);
  return true;
}

}  // namespace mcp
