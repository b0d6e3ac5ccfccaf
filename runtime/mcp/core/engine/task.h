#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <mcp/core/engine/call.h>
#include <mcp/core/shares.h>
#include <mcp/json/writer.h>

namespace mcp {

/// A call that its client polls. Knows its owner: nobody else can find it.
class Task {
 public:
  /// What it takes of its caller's part of the server.
  struct Places {
    Shares::Place kept;
    Shares::Place running;  ///< until it has ended
  };

  Task(std::string id, std::string owner, std::shared_ptr<Call> call, Places places,
       std::chrono::milliseconds ttl);

  const std::string& id() const { return id_; }
  const std::string& owner() const { return owner_; }
  bool expired() const;
  /// Its client knows how it ended.
  bool fetched() const;

  /// The members that tell of the task, into an object that is open.
  void describe(JsonWriter& writer) const;
  /// The same with the outcome, which then is fetched, or with the questions that are open.
  void describe_fully(JsonWriter& writer);

  void settle(const Outcome& outcome);
  void ask(const std::vector<Question>& questions);
  /// Takes the answers to open questions; ignores others.
  void answer(const Json& answers);
  void cancel();

 private:
  enum class Status { working, input_required, completed, failed, cancelled };
  void enter(Status status);
  void end(Status status);

  const std::string id_;
  const std::string owner_;
  const std::chrono::milliseconds ttl_;
  const std::chrono::steady_clock::time_point expires_;
  const std::string created_;

  mutable std::mutex mutex_{};
  std::shared_ptr<Call> call_;  ///< null once it has ended
  Places places_;
  Status status_ = Status::working;
  bool fetched_ = false;
  std::string updated_;
  std::vector<Question> open_{};
  Outcome outcome_{};
};

}  // namespace mcp
