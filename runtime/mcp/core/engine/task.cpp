#include <mcp/core/engine/task.h>

#include <utility>

#include <mcp/core/engine/request_state.h>
#include <mcp/core/rpc/answer.h>
#include <mcp/core/timestamp.h>

namespace mcp {
namespace {

constexpr std::chrono::milliseconds kPollInterval{500};

}  // namespace

Task::Task(std::string id, std::string owner, std::shared_ptr<Call> call, Places places,
           std::chrono::milliseconds ttl)
    : id_(std::move(id)),
      owner_(std::move(owner)),
      ttl_(ttl),
      expires_(std::chrono::steady_clock::now() + ttl),
      created_(utc_timestamp()),
      call_(std::move(call)),
      places_(std::move(places)),
      updated_(created_) {}

bool Task::expired() const { return std::chrono::steady_clock::now() > expires_; }

bool Task::fetched() const {
  const std::lock_guard lock(mutex_);
  return fetched_;
}

void Task::enter(Status status) {
  status_ = status;
  updated_ = utc_timestamp();
}

void Task::end(Status status) {
  enter(status);
  call_.reset();
  places_.running = {};
}

void Task::describe(JsonWriter& writer) const {
  static constexpr std::string_view kNames[] = {"working", "input_required", "completed", "failed",
                                                "cancelled"};
  writer.key("taskId").string(id_).key("status").string(kNames[static_cast<std::size_t>(status_)]);
  writer.key("createdAt").string(created_).key("lastUpdatedAt").string(updated_);
  writer.key("ttlMs").integer(ttl_.count()).key("pollIntervalMs").integer(kPollInterval.count());
}

void Task::describe_fully(JsonWriter& writer) {
  const std::lock_guard lock(mutex_);
  fetched_ = call_ == nullptr;
  describe(writer);
  if (status_ == Status::input_required) {
    writer.key("inputRequests").begin_object();
    for (const Question& question : open_) {
      writer.key(question.key);
      mcp::describe(writer, question);
    }
    writer.end_object();
  } else if (status_ == Status::completed) {
    writer.key("result").raw(std::get<Answered>(outcome_).result);
  } else if (status_ == Status::failed) {
    writer.key("error").raw(error_object(std::get<RpcError>(outcome_)));
  }
}

void Task::settle(const Outcome& outcome) {
  const std::lock_guard lock(mutex_);
  if (call_ == nullptr) return;
  outcome_ = outcome;
  end(std::holds_alternative<Answered>(outcome) ? Status::completed : Status::failed);
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
    call = call_;
    end(Status::cancelled);
  }
  call->cancel();
}

}  // namespace mcp
