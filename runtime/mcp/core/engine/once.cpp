#include <mcp/core/engine/once.h>

#include <mcp/core/store.h>

namespace mcp {

Result<bool> Once::spend(std::string_view key, std::chrono::seconds lifetime) {
  if (store_ != nullptr) return store_->put_if_absent("once/" + std::string(key), "", lifetime);
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  std::erase_if(spent_, [&](const auto& entry) { return entry.second <= now; });
  return spent_.emplace(key, now + lifetime).second;
}

}  // namespace mcp
