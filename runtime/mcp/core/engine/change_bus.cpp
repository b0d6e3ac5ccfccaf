#include <mcp/core/engine/change_bus.h>

#include <utility>
#include <vector>

namespace mcp {

void ChangeBus::publish(const Change& change) {
  std::vector<std::shared_ptr<const Listener>> listeners;
  {
    const std::lock_guard lock(state_->mutex);
    listeners.reserve(state_->listeners.size());
    for (const auto& [number, listener] : state_->listeners) listeners.push_back(listener);
  }
  for (const auto& listener : listeners) (*listener)(change);
}

std::shared_ptr<void> ChangeBus::subscribe(Listener listener) {
  auto kept = std::make_shared<const Listener>(std::move(listener));
  std::uint64_t number = 0;
  {
    const std::lock_guard lock(state_->mutex);
    number = state_->next++;
    state_->listeners.emplace(number, std::move(kept));
  }
  // Not under the lock: what ends it is called at once where there is no memory for the pointer.
  return {nullptr, [state = state_, number](void*) {
            const std::lock_guard guard(state->mutex);
            state->listeners.erase(number);
          }};
}

}  // namespace mcp
