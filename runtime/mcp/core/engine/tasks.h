#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <mcp/core/engine/call.h>
#include <mcp/core/engine/task.h>
#include <mcp/core/result.h>
#include <mcp/core/shares.h>

namespace mcp {

/// All tasks of an engine.
class Tasks {
 public:
  /// How long a task may run when its tool does not say.
  static constexpr std::chrono::minutes kRunLimit{10};
  /// How long it is kept beyond that, so that its result can be fetched.
  static constexpr std::chrono::minutes kFetchTime{5};

  struct Limits {
    std::size_t tasks = 1024;   ///< running or kept, of one caller an eighth of them
    std::size_t threads = 256;  ///< of the pool: one is always left to other calls
  };
  explicit Tasks(Limits limits);

  /// For one more task of a caller with this Caller::share().
  Result<Task::Places> take_places(const std::string& share);
  /// Makes `call` a task that can be polled at once and runs no longer than `run_limit`. Null when the call
  /// is over.
  std::shared_ptr<Task> adopt(const std::shared_ptr<Call>& call, Task::Places places,
                              std::chrono::milliseconds run_limit);
  /// Null for an id that is unknown, expired or somebody else's.
  std::shared_ptr<Task> find(std::string_view id, std::string_view owner);
  void cancel_all();

 private:
  template <typename Condition>
  void drop_if(Condition condition);

  Shares kept_;
  Shares running_;
  std::mutex mutex_{};
  std::map<std::string, std::shared_ptr<Task>, std::less<>> tasks_{};
};

/// What a client hears that does not declare the tasks extension but needs it.
RpcError tasks_required();

}  // namespace mcp
