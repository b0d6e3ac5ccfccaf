// What a handler's Context can do, as far as it concerns the call.

#include <cmath>
#include <utility>

#include <mcp/core/engine/call.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/log_level.h>
#include <mcp/core/random.h>
#include <mcp/core/revision/classify.h>
#include <mcp/core/rpc/answer.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

/// The least level that the client wants to see; nothing when it wants none.
std::optional<LogLevel> wanted_level(const Request& request) {
  if (!request.revision->modern()) {
    const auto session = request.connection->session();
    if (session == nullptr) return {};
    const std::lock_guard lock(session->mutex);
    return session->log_level;
  }
  const Json* level = request.meta(meta_key::kLogLevel);
  return level == nullptr ? std::nullopt : parse_log_level(level->get_ref<const std::string&>());
}

}  // namespace

bool Call::over() const {
  const std::lock_guard lock(mutex_);
  return finished_;
}

std::stop_token Call::stop_token() {
  const std::lock_guard lock(mutex_);
  if (!stop_.stop_possible()) {
    stop_ = std::stop_source();
    if (stop_requested_) stop_.request_stop();
  }
  return stop_.get_token();
}

Call::Clock::time_point Call::deadline() const {
  const std::lock_guard lock(mutex_);
  return deadline_;
}

void Call::progress(double done, std::optional<double> total, std::string_view message) {
  send_progress(done, total, message);
  request_.wait_for_room();
}

void Call::log(LogLevel level, std::string_view logger, std::string_view data_json) {
  send_log(level, logger, data_json);
  request_.wait_for_room();
}

void Call::close_stream() {
  const std::lock_guard lock(mutex_);
  if (!finished_ && task_ == nullptr) request_.reply->let_reader_go();
}

// Sending happens under the lock, so that nothing can follow the answer.

void Call::send_progress(double done, std::optional<double> total, std::string_view message) {
  const Json* token = request_.meta("progressToken");
  if (token == nullptr || !(token->is_string() || token->is_number_integer())) return;
  const std::lock_guard lock(mutex_);
  if (finished_ || task_ != nullptr || !std::isfinite(done) || done <= last_progress_) return;
  if (!progress_rate_.admit()) return;
  last_progress_ = done;
  std::string params;
  JsonWriter writer(params);
  writer.begin_object().key("progressToken").value(*token).key("progress").number(done);
  if (total && std::isfinite(*total)) writer.key("total").number(*total);
  if (!message.empty() && request_.revision->progress_message) writer.key("message").string(message);
  writer.end_object();
  request_.send(notification_message("notifications/progress", params));
}

void Call::send_log(LogLevel level, std::string_view logger, std::string_view data_json) {
  const std::optional<LogLevel> wanted = wanted_level(request_);
  if (!wanted || level < *wanted) return;
  const std::lock_guard lock(mutex_);
  if (finished_ || task_ != nullptr || !log_rate_.admit()) return;
  std::string params;
  JsonWriter writer(params);
  writer.begin_object().key("level").string(log_level_name(level));
  if (!logger.empty()) writer.key("logger").string(logger);
  writer.key("data").raw(data_json).end_object();
  request_.send(notification_message("notifications/message", params));
}

Result<const Json*> Call::ask(Question question, const Fit& fit) {
  if (!asks()) return Error{Error::Code::internal, "nothing can be asked while completing"};
  return questions_.ask(std::move(question), request_.capabilities, fit);
}

Result<std::string> Call::name_of(std::string_view key) {
  if (const auto known = questions_.names.find(key); known != questions_.names.end()) return known->second;
  Result<std::string> name = random_handle();
  if (!name) return name;
  questions_.names.emplace(key, *name);
  return name;
}

void Call::expect_done(const std::string& name) {
  const auto session = request_.connection->session();
  if (session != nullptr && request_.capabilities.url) session->remember_link(name);
}

}  // namespace mcp
