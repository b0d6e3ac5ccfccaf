#include "cli/client/http/answer_reader.h"

#include <algorithm>
#include <utility>

#include "cli/client/access.h"
#include "cli/client/message.h"

namespace mcpgen {
namespace {

using mcp::Json;

constexpr std::size_t kMaxText = 2048;

bool is_success(int status) { return status >= 200 && status < 300; }

/// Who may not call is told so as HTTP has it, whatever else the answer says.
bool is_about_the_caller(int status) { return status == 401 || status == 403 || status == 407; }

}  // namespace

AnswerReader::AnswerReader(Json id, OnMessage on_message, OnEndpoint on_endpoint)
    : id_(std::move(id)),
      on_message_(std::move(on_message)),
      on_endpoint_(std::move(on_endpoint)),
      events_([this](const ServerEvent& event) { take_event(event); }) {}

bool AnswerReader::begin(const HttpHead& head) {
  head_ = head;
  body_.clear();
  const std::string type = head.media_type();
  form_ = Form::text;
  if (type == "application/json" && !is_about_the_caller(head.status)) form_ = Form::json;
  if (type == "text/event-stream" && is_success(head.status)) {
    form_ = Form::events;
    events_.restart();
  }
  return true;
}

bool AnswerReader::take(std::string_view data) {
  switch (form_) {
    case Form::events:
      if (!events_.take(data)) malformed_ = true;
      return !malformed_ && !answered_;
    case Form::json:
      if (data.size() > kMessageLimit - body_.size()) malformed_ = true;
      if (!malformed_) body_ += data;
      return !malformed_;
    default:
      body_ += data.substr(0, kMaxText - body_.size());
      return body_.size() < kMaxText;
  }
}

void AnswerReader::end() {
  if (form_ != Form::json || malformed_) return;
  if (is_success(head_.status)) {
    deliver(read_messages(body_), body_.size());
  } else if (auto message = read_message(body_); message && member(*message, "error").is_object()) {
    (*message)["id"] = id_;  // which a server may not have read
    deliver({std::move(*message)}, body_.size());
  }
}

bool AnswerReader::can_resume() const {
  return form_ == Form::events && !answered_ && !malformed_ && !events_.last_id().empty();
}

void AnswerReader::take_event(const ServerEvent& event) {
  if (malformed_) return;
  if (event.type == "endpoint" && on_endpoint_) return on_endpoint_(event.data);
  if (event.type != "message" || event.data.empty()) return;
  deliver(read_messages(event.data), event.data.size());
}

void AnswerReader::deliver(std::vector<Json> messages, std::size_t size) {
  malformed_ = messages.empty();
  for (Json& message : messages) {
    if (!id_.is_null() && answers(message, id_)) answered_ = true;
    on_message_(std::move(message), size / messages.size(), head_);
  }
}

}  // namespace mcpgen
