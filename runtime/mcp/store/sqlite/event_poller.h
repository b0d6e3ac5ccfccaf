#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <mcp/core/result.h>
#include <mcp/core/subscribers.h>

namespace mcp::store::sqlite {

/// Something published: by whom does not matter, every process finds it in the file.
struct Event {
  std::int64_t id = 0;
  std::string channel{};
  std::string message{};
};

/// Looks for what is published, in a thread of its own, while somebody subscribes.
class EventPoller {
 public:
  struct Source {
    std::function<Result<std::int64_t>()> latest{};
    /// The oldest of those that came after `id`: some, when there are many.
    std::function<Result<std::vector<Event>>(std::int64_t id)> after{};
  };

  explicit EventPoller(Source source) : source_(std::move(source)) {}
  EventPoller(const EventPoller&) = delete;
  EventPoller& operator=(const EventPoller&) = delete;
  ~EventPoller();

  Result<std::shared_ptr<void>> subscribe(std::string_view channel,
                                          std::function<void(std::string_view)> receive);
  /// There is something: looks at once.
  void hurry();

 private:
  void run();
  bool wait_for_turn();
  /// False when there is nothing more for now.
  bool deliver();

  const Source source_;
  Subscribers subscribers_;
  std::mutex mutex_;
  std::condition_variable woken_;
  bool polling_ = false;
  bool hurried_ = false;
  bool ending_ = false;
  std::int64_t position_ = 0;
  std::thread thread_;
};

}  // namespace mcp::store::sqlite
