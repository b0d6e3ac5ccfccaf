#include <mcp/core/engine/connection.h>

#include <algorithm>
#include <utility>

#include <mcp/core/engine/batch.h>
#include <mcp/core/engine/call.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/log.h>
#include <mcp/core/members.h>
#include <mcp/core/revision/classify.h>
#include <mcp/core/rpc/answer.h>
#include <mcp/core/rpc/raw_text.h>
#include <mcp/json/read.h>

namespace mcp {
namespace {

RpcError invalid_request(std::string message) {
  return {.code = rpc_code::kInvalidRequest, .message = std::move(message), .http_status = 400};
}

RpcError unreadable(const JsonFault& fault) {
  const bool no_json = fault.kind == JsonFault::Kind::syntax || fault.kind == JsonFault::Kind::encoding ||
                       fault.kind == JsonFault::Kind::number;
  return {.code = no_json ? rpc_code::kParseError : rpc_code::kInvalidRequest,
          .message = fault.message,
          .http_status = 400};
}

}  // namespace

Connection::Connection(Engine::Impl& engine, std::shared_ptr<Outlet> outlet, Principal principal)
    : engine_(engine),
      outlet_(std::move(outlet)),
      principal_(std::move(principal)),
      subscriptions_(engine.limits().subscriptions) {}

void Connection::listen_to(ChangeBus& changes) {
  changes_ = changes.subscribe([weak = weak_from_this()](const Change& change) {
    if (const auto self = weak.lock()) self->tell(change);
  });
}

void Connection::receive(std::string_view frame) {
  if (closed_) return;
  const ServerLimits& limits = engine_.limits();
  if (frame.size() > limits.message_bytes) return receive_oversized();
  auto document = read_json(frame, {.depth = limits.json_depth, .values = limits.json_values});
  if (const auto* fault = std::get_if<JsonFault>(&document))
    return send(error_message({}, unreadable(*fault)));
  Json& json = std::get<Json>(document);
  if (json.is_array()) return receive_batch(std::move(json), frame);
  auto message = read_message(std::move(json), frame);
  if (const auto* bad = std::get_if<BadRpcMessage>(&message)) {
    if (!bad->notification) send(error_message(bad->id, bad->error));
    return;
  }
  handle(std::get<RpcMessage>(std::move(message)), nullptr);
}

void Connection::receive_oversized() {
  send(error_message({}, invalid_request("the message is longer than " +
                                         std::to_string(engine_.limits().message_bytes) + " bytes")));
}

void Connection::receive_batch(Json&& items, std::string_view frame) {
  const auto opened = session();
  if (opened == nullptr || !opened->revision.batches)
    return send(error_message({}, invalid_request("a message is one object, not an array")));
  if (items.empty() || items.size() > engine_.limits().batch)
    return send(error_message(
        {}, invalid_request("an array holds 1 to " + std::to_string(engine_.limits().batch) + " messages")));

  const std::vector<std::string_view> texts = item_texts(frame);
  std::vector<std::variant<RpcMessage, BadRpcMessage>> messages;
  for (std::size_t i = 0; i < items.size(); ++i)
    messages.push_back(read_message(std::move(items[i]), texts[i]));
  const auto is_answered = [](const std::variant<RpcMessage, BadRpcMessage>& message) {
    if (const auto* bad = std::get_if<BadRpcMessage>(&message)) return !bad->notification;
    return std::get<RpcMessage>(message).kind == RpcMessage::Kind::request;
  };
  const auto answers = std::count_if(messages.begin(), messages.end(), is_answered);
  const auto batch = std::make_shared<Batch>(shared_from_this(), static_cast<std::size_t>(answers));
  for (auto& message : messages) {
    if (const auto* bad = std::get_if<BadRpcMessage>(&message)) {
      if (!bad->notification) batch->add(error_message(bad->id, bad->error));
    } else {
      handle(std::get<RpcMessage>(std::move(message)), batch);
    }
  }
}

void Connection::handle(RpcMessage&& message, std::shared_ptr<Batch> batch) {
  switch (message.kind) {
    case RpcMessage::Kind::request:
      return handle_request(std::move(message), std::move(batch));
    case RpcMessage::Kind::notification:
      return handle_notification(message);
    case RpcMessage::Kind::response:
      return handle_response(std::move(message));
  }
}

void Connection::handle_request(RpcMessage&& message, std::shared_ptr<Batch> batch) {
  const auto opened = session();
  const auto revision =
      classify(message, engine_.server.info().protocol, opened == nullptr ? nullptr : &opened->revision);
  Request request{.connection = shared_from_this(),
                  .revision = nullptr,
                  .id = std::move(message.id),
                  .method = std::move(message.method),
                  .params = std::move(message.params),
                  .batch = std::move(batch)};
  if (const auto* error = std::get_if<RpcError>(&revision)) return request.refuse(*error);
  request.revision = std::get<const Revision*>(revision);
  if (request.batch != nullptr && (request.revision->modern() || request.method == "initialize"))
    return request.refuse(invalid_request("this request must come alone, not in an array"));
  if (request.revision->modern()) {
    request.capabilities =
        read_client_capabilities(*request.meta(meta_key::kClientCapabilities), *request.revision);
  } else if (opened != nullptr) {
    request.capabilities = opened->capabilities;
  }
  const Method* method = find_method(request.method, *request.revision, engine_.registry());
  if (method == nullptr)
    return request.refuse({.code = rpc_code::kMethodNotFound,
                           .message = "there is no method `" + request.method + "` here",
                           .http_status = 404});
  method->run(std::move(request));
}

void Connection::handle_notification(const RpcMessage& message) {
  if (message.method == "notifications/cancelled") {
    if (const Json* id = find_member(message.params, "requestId")) cancel(*id);
  } else if (message.method == "notifications/initialized") {
    if (const auto opened = session()) opened->initialized = true;
  }
}

void Connection::handle_response(RpcMessage&& message) {
  Asked asked;
  {
    const std::lock_guard lock(mutex_);
    const auto found = asked_.find(message.id);
    if (found != asked_.end()) {
      asked = std::move(found->second);
      asked_.erase(found);
    }
  }
  if (asked.call == nullptr) return log_line(LogLevel::debug, "a response that nobody waits for was dropped");
  asked.call->take_answer(asked.key, std::move(message.answer), message.failed);
}

void Connection::cancel(const Json& id) {
  if (subscriptions_.remove(id)) return;
  std::vector<std::shared_ptr<Call>> named;
  {
    const std::lock_guard lock(mutex_);
    std::copy_if(calls_.begin(), calls_.end(), std::back_inserter(named),
                 [&](const auto& call) { return is_same_id(call->request().id, id); });
  }
  for (const auto& call : named) call->cancel();
}

void Connection::tell(const Change& change) {
  if (const auto opened = session()) tell_session(*this, *opened, change);
  subscriptions_.tell(*this, change);
  wait_for_room();
}

void Connection::send(std::string message) {
  if (!closed_) outlet_->send(std::move(message));
}

std::shared_ptr<Session> Connection::session() const {
  const std::lock_guard lock(mutex_);
  return session_;
}

bool Connection::open_session(std::shared_ptr<Session> session) {
  const std::lock_guard lock(mutex_);
  if (session_ != nullptr) return false;
  session_ = std::move(session);
  return true;
}

bool Connection::add(std::shared_ptr<Call> call) {
  const std::lock_guard lock(mutex_);
  if (closed_ || calls_.size() >= engine_.limits().concurrency + engine_.limits().queue) return false;
  calls_.push_back(std::move(call));
  return true;
}

void Connection::remove(const Call& call) {
  std::shared_ptr<Call> last;  // released after the lock
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(calls_.begin(), calls_.end(), [&](const auto& c) { return c.get() == &call; });
  if (found == calls_.end()) return;
  last = std::move(*found);
  *found = std::move(calls_.back());
  calls_.pop_back();
  if (calls_.empty()) idle_.notify_all();
}

void Connection::ask(const std::shared_ptr<Call>& call, const std::vector<Question>& questions) {
  std::vector<std::string> requests;
  {
    const std::lock_guard lock(mutex_);
    for (const Question& question : questions) {
      const std::string id = std::to_string(next_question_++);
      asked_.emplace(id, Asked{call, question.key});
      requests.push_back(request_message(id, question.method, question.params));
    }
  }
  for (std::string& request : requests) send(std::move(request));
}

void Connection::withdraw_questions(const Call& call) {
  std::vector<std::string> withdrawn;
  std::vector<Asked> released;
  {
    const std::lock_guard lock(mutex_);
    for (auto entry = asked_.begin(); entry != asked_.end();) {
      if (entry->second.call.get() != &call) {
        ++entry;
        continue;
      }
      withdrawn.push_back(entry->first);
      released.push_back(std::move(entry->second));
      entry = asked_.erase(entry);
    }
  }
  for (const std::string& id : withdrawn)
    send(notification_message("notifications/cancelled", R"({"requestId":)" + id + "}"));
}

void Connection::close() {
  closed_ = true;
  changes_.reset();
  {
    const std::lock_guard lock(mutex_);
    session_.reset();
  }
  subscriptions_.clear();
  for (const auto& call : open_calls()) call->cancel();
}

void Connection::drain() {
  subscriptions_.finish(*this);
  for (const auto& call : open_calls()) call->stop_waiting();
}

std::vector<std::shared_ptr<Call>> Connection::open_calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

std::size_t Connection::in_flight() const {
  const std::lock_guard lock(mutex_);
  return calls_.size();
}

bool Connection::wait_idle(std::chrono::steady_clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  return idle_.wait_until(lock, deadline, [&] { return calls_.empty(); });
}

}  // namespace mcp
