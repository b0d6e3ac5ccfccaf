#include <mcp/core/engine/tasks.h>

#include <utility>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/engine/request_state.h>
#include <mcp/core/random.h>
#include <mcp/core/rpc/answer.h>
#include <mcp/core/timestamp.h>

namespace mcp {
namespace {

constexpr std::chrono::hours kTaskLife{1};
constexpr std::chrono::milliseconds kPollInterval{500};

}  // namespace

Task::Task(std::string id, std::string owner, std::shared_ptr<Call> call, std::chrono::milliseconds ttl)
    : id_(std::move(id)),
      owner_(std::move(owner)),
      ttl_(ttl),
      expires_(std::chrono::steady_clock::now() + ttl),
      created_(utc_timestamp()),
      call_(std::move(call)),
      updated_(created_) {}

bool Task::expired() const { return std::chrono::steady_clock::now() > expires_; }

bool Task::ended() const {
  const std::lock_guard lock(mutex_);
  return call_ == nullptr;
}

void Task::enter(Status status) {
  status_ = status;
  updated_ = utc_timestamp();
}

void Task::describe(JsonWriter& writer) const {
  static constexpr std::string_view kNames[] = {"working", "input_required", "completed", "failed",
                                                "cancelled"};
  writer.key("taskId").string(id_).key("status").string(kNames[static_cast<std::size_t>(status_)]);
  writer.key("createdAt").string(created_).key("lastUpdatedAt").string(updated_);
  writer.key("ttlMs").integer(ttl_.count()).key("pollIntervalMs").integer(kPollInterval.count());
}

void Task::describe_fully(JsonWriter& writer) const {
  const std::lock_guard lock(mutex_);
  describe(writer);
  if (status_ == Status::input_required) {
    writer.key("inputRequests").begin_object();
    for (const Question& question : open_) {
      writer.key(question.key);
      mcp::describe(writer, question);
    }
    writer.end_object();
  } else if (status_ == Status::completed) {
    writer.key("result").raw(std::get<std::string>(outcome_));
  } else if (status_ == Status::failed) {
    writer.key("error").raw(error_object(std::get<RpcError>(outcome_)));
  }
}

void Task::settle(const Outcome& outcome) {
  const std::lock_guard lock(mutex_);
  if (call_ == nullptr) return;
  outcome_ = outcome;
  enter(std::holds_alternative<std::string>(outcome) ? Status::completed : Status::failed);
  call_.reset();
}

void Task::ask(const std::vector<Question>& questions) {
  const std::lock_guard lock(mutex_);
  if (call_ == nullptr) return;
  open_ = questions;
  enter(Status::input_required);
}

void Task::answer(const Json& answers) {
  std::vector<std::string> answered;
  std::shared_ptr<Call> call;
  {
    const std::lock_guard lock(mutex_);
    call = call_;
    std::erase_if(open_, [&](const Question& question) {
      if (!answers.contains(question.key)) return false;
      answered.push_back(question.key);
      return true;
    });
    if (call == nullptr || answered.empty()) return;
    enter(open_.empty() ? Status::working : Status::input_required);
  }
  for (const std::string& key : answered) call->take_answer(key, answers.at(key), false);
}

void Task::cancel() {
  std::shared_ptr<Call> call;
  {
    const std::lock_guard lock(mutex_);
    if (call_ == nullptr) return;
    call = std::move(call_);
    call_.reset();
    enter(Status::cancelled);
  }
  call->cancel();
}

std::shared_ptr<Task> Tasks::adopt(const std::shared_ptr<Call>& call) {
  Result<std::string> id = random_handle();
  if (!id) return nullptr;
  const auto task =
      std::make_shared<Task>(*std::move(id), call->request().connection->principal().id(), call, kTaskLife);
  {
    const std::lock_guard lock(mutex_);
    if (!make_room()) return nullptr;
    tasks_.emplace(task->id(), task);
  }
  ResultText reply(call->engine().texts, *call->request().revision, "task");
  task->describe(reply.writer());
  if (call->become(task, kTaskLife, reply.close())) return task;
  const std::lock_guard lock(mutex_);
  tasks_.erase(task->id());
  return nullptr;
}

bool Tasks::make_room() {
  if (tasks_.size() < most_) return true;
  std::erase_if(tasks_, [](const auto& entry) { return entry.second->expired() && entry.second->ended(); });
  return tasks_.size() < most_;
}

std::shared_ptr<Task> Tasks::find(std::string_view id, std::string_view owner) const {
  const std::lock_guard lock(mutex_);
  const auto found = tasks_.find(id);
  if (found == tasks_.end() || found->second->owner() != owner || found->second->expired()) return nullptr;
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

namespace {

/// The task that a request names; answers the request itself when there is none.
std::shared_ptr<Task> named_task(const Request& request) {
  if (!request.capabilities.tasks) {
    std::string data =
        R"({"requiredCapabilities":{"extensions":{")" + std::string(kTasksExtension) + R"(":{}}}})";
    request.refuse({.code = rpc_code::kMissingCapability,
                    .message = "the client does not declare the tasks extension",
                    .data = std::move(data),
                    .http_status = 400});
    return nullptr;
  }
  const std::string* id = request.text_param("taskId");
  std::shared_ptr<Task> task;
  if (id != nullptr)
    task = request.connection->engine().tasks.find(*id, request.connection->principal().id());
  if (task == nullptr) request.refuse(invalid_params("there is no such task"));
  return task;
}

void acknowledge(const Request& request) {
  request.answer(ResultText(request.connection->engine().texts, *request.revision).close());
}

}  // namespace

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
