#include "subscribers.h"

#include <utility>

namespace mcp {

class Subscribers::Subscriber {
 public:
  explicit Subscriber(std::function<void(std::string_view)> receive) : receive_(std::move(receive)) {}

  void call(std::string_view message) {
    const std::lock_guard lock(mutex_);
    if (listening_) receive_(message);
  }

  void stop() {
    const std::lock_guard lock(mutex_);
    listening_ = false;
  }

 private:
  std::recursive_mutex mutex_;  // its function may destroy the token
  std::function<void(std::string_view)> receive_;
  bool listening_ = true;
};

void Subscribers::publish(std::string_view channel, std::string_view message) {
  std::vector<std::shared_ptr<Subscriber>> receivers;
  {
    const std::lock_guard lock(mutex_);
    const auto found = channels_.find(channel);
    if (found == channels_.end()) return;
    for (const auto& subscriber : found->second) {
      if (auto receiver = subscriber.lock()) receivers.push_back(std::move(receiver));
    }
  }
  for (const auto& receiver : receivers) receiver->call(message);
}

std::shared_ptr<void> Subscribers::subscribe(std::string_view channel,
                                             std::function<void(std::string_view)> receive) {
  auto added = std::make_shared<Subscriber>(std::move(receive));
  {
    const std::lock_guard lock(mutex_);
    forget_those_gone();
    channels_[std::string(channel)].push_back(added);
  }
  return {added.get(), [added](void*) { added->stop(); }};
}

bool Subscribers::empty() {
  const std::lock_guard lock(mutex_);
  forget_those_gone();
  return channels_.empty();
}

void Subscribers::forget_those_gone() {
  for (auto known = channels_.begin(); known != channels_.end();) {
    std::erase_if(known->second, [](const auto& subscriber) { return subscriber.expired(); });
    known = known->second.empty() ? channels_.erase(known) : std::next(known);
  }
}

}  // namespace mcp
