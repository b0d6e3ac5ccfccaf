#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include <mcp/core/engine/call.h>
#include <mcp/core/engine/task.h>

namespace mcp {

/// All tasks of an engine.
class Tasks {
 public:
  explicit Tasks(std::size_t most) : most_(most) {}

  /// Makes `call` a task that can be polled at once. Null when there are too many or the call is over.
  std::shared_ptr<Task> adopt(const std::shared_ptr<Call>& call);
  /// Null for an id that is unknown, expired or somebody else's.
  std::shared_ptr<Task> find(std::string_view id, std::string_view owner) const;
  void cancel_all();

 private:
  bool make_room();

  const std::size_t most_;
  mutable std::mutex mutex_{};
  std::map<std::string, std::shared_ptr<Task>, std::less<>> tasks_{};
};

/// What a client hears that does not declare the tasks extension but needs it.
RpcError tasks_required();

}  // namespace mcp
