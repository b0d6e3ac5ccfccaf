#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace mcp {

/// Passes a store's messages to whoever subscribed in this process.
class Subscribers {
 public:
  /// Returns when every subscriber has been called. No lock of the store's is held meanwhile.
  void publish(std::string_view channel, std::string_view message);
  /// Once the token is destroyed `receive` is not running and never will be, unless it destroyed the token
  /// itself.
  std::shared_ptr<void> subscribe(std::string_view channel, std::function<void(std::string_view)> receive);
  bool empty();

 private:
  class Subscriber;
  using OfChannel = std::vector<std::weak_ptr<Subscriber>>;

  void forget_those_gone();

  std::mutex mutex_;
  std::map<std::string, OfChannel, std::less<>> channels_;
};

}  // namespace mcp
