#include <mcp/core/engine/tasks.h>

#include <algorithm>
#include <utility>
#include <vector>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/random.h>

namespace mcp {
namespace {

/// The task that a request names; answers the request itself when there is none.
std::shared_ptr<Task> named_task(const Request& request) {
  if (!request.capabilities.tasks) {
    request.refuse(tasks_required());
    return nullptr;
  }
  const std::string* id = request.text_param("taskId");
  std::shared_ptr<Task> task;
  if (id != nullptr) task = request.connection->engine().tasks.find(*id, request.caller->principal.id());
  if (task == nullptr) request.refuse(invalid_params("there is no such task"));
  return task;
}

void acknowledge(const Request& request) {
  request.answer(ResultText(request.connection->engine().texts, *request.revision).close());
}

}  // namespace

Tasks::Tasks(Limits limits)
    : kept_("tasks", {.total = limits.tasks, .each = std::max<std::size_t>(limits.tasks / 8, 1)}),
      running_("running tasks",
               {.total = std::max<std::size_t>(limits.threads, 2) - 1, .each = limits.threads}) {}

Result<Task::Places> Tasks::take_places(const std::string& share) {
  drop_if([](const Task& task) { return task.expired(); });
  Result<Shares::Place> kept = kept_.take(share);
  if (!kept) {
    drop_if([](const Task& task) { return task.fetched(); });
    kept = kept_.take(share);
  }
  if (!kept) return kept.error();
  Result<Shares::Place> running = running_.take(share);
  if (!running) return running.error();
  return Task::Places{*std::move(kept), *std::move(running)};
}

std::shared_ptr<Task> Tasks::adopt(const std::shared_ptr<Call>& call, Task::Places places,
                                   std::chrono::milliseconds run_limit) {
  Result<std::string> id = random_handle();
  if (!id) return nullptr;
  auto task = std::make_shared<Task>(*std::move(id), call->request().caller->principal.id(), call,
                                     std::move(places), run_limit + kFetchTime);
  {
    const std::lock_guard lock(mutex_);
    tasks_.emplace(task->id(), task);
  }
  ResultText reply(call->engine().texts, *call->request().revision, "task");
  task->describe(reply.writer());
  if (call->become(task, run_limit, reply.close())) return task;
  const std::lock_guard lock(mutex_);
  tasks_.erase(task->id());
  return nullptr;
}

template <typename Condition>
void Tasks::drop_if(Condition condition) {
  std::vector<std::shared_ptr<Task>> dropped;
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(tasks_, [&](const auto& entry) {
      if (!condition(*entry.second)) return false;
      dropped.push_back(entry.second);
      return true;
    });
  }
  for (const auto& task : dropped) task->cancel();  // it may still wait for answers
}

std::shared_ptr<Task> Tasks::find(std::string_view id, std::string_view owner) {
  drop_if([](const Task& task) { return task.expired(); });
  const std::lock_guard lock(mutex_);
  const auto found = tasks_.find(id);
  if (found == tasks_.end() || found->second->owner() != owner) return nullptr;
  return found->second;
}

void Tasks::cancel_all() {
  std::map<std::string, std::shared_ptr<Task>, std::less<>> all;
  {
    const std::lock_guard lock(mutex_);
    all.swap(tasks_);
  }
  for (const auto& [id, task] : all) task->cancel();
}

RpcError tasks_required() {
  return {.code = rpc_code::kMissingCapability,
          .message = "this needs the tasks extension, which the client does not declare",
          .data = R"({"requiredCapabilities":{"extensions":{")" + std::string(kTasksExtension) + R"(":{}}}})",
          .http_status = 400};
}

void get_task(Request&& request) {
  const auto task = named_task(request);
  if (task == nullptr) return;
  ResultText result(request.connection->engine().texts, *request.revision);
  task->describe_fully(result.writer());
  request.answer(result.close());
}

void update_task(Request&& request) {
  const auto task = named_task(request);
  if (task == nullptr) return;
  const Json* responses = request.param("inputResponses");
  if (responses == nullptr || !responses->is_object())
    return request.refuse(invalid_params("`inputResponses` must be an object"));
  for (const auto& [key, response] : responses->items())
    if (!response.is_object())
      return request.refuse(invalid_params("`inputResponses`: `" + key + "` must be an object"));
  acknowledge(request);
  task->answer(*responses);
}

void cancel_task(Request&& request) {
  const auto task = named_task(request);
  if (task == nullptr) return;
  task->cancel();
  acknowledge(request);
}

}  // namespace mcp
