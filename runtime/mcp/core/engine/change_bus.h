#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace mcp {

/// Something that clients may have cached is different now; or what a user was asked to do elsewhere is done.
struct Change {
  enum class Kind { tools, prompts, resources, resource, elicitation };
  Kind kind = Kind::tools;
  std::string uri{};  ///< of the one resource; the name of the elicitation
};

/// Brings changes to whoever listens, from any thread, on the thread that publishes. A copy is the same bus.
class ChangeBus {
 public:
  using Listener = std::function<void(const Change&)>;

  void publish(const Change& change);
  /// Listens until the returned token is destroyed; a call that has begun may still end after that.
  std::shared_ptr<void> subscribe(Listener listener);

 private:
  struct State {
    std::mutex mutex{};
    std::uint64_t next = 0;
    std::map<std::uint64_t, std::shared_ptr<const Listener>> listeners{};
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

}  // namespace mcp
