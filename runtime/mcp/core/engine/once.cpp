#include <mcp/core/engine/once.h>

#include <mcp/core/store.h>

namespace mcp {
namespace {

constexpr Shares::Limits kMostSpent{.total = 100'000, .each = 10'000};

}  // namespace

Once::Once(Store* store) : store_(store), places_("confirmed calls", kMostSpent) {}

Result<bool> Once::spend(std::string_view key, const std::string& share, std::chrono::seconds lifetime) {
  if (store_ != nullptr) return store_->put_if_absent("once/" + std::string(key), "", lifetime);
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  for (auto first = expiries_.begin(); first != expiries_.end() && first->first <= now;
       first = expiries_.erase(first))
    spent_.erase(spent_.find(first->second));
  if (spent_.contains(key)) return false;
  auto place = places_.take(share);
  if (!place) return place.error();
  expiries_.emplace(now + lifetime, spent_.emplace(key, *std::move(place)).first->first);
  return true;
}

}  // namespace mcp
