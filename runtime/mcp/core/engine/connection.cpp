#include <mcp/core/engine/connection.h>

#include <algorithm>
#include <utility>

#include <mcp/core/engine/batch.h>
#include <mcp/core/engine/call.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/methods.h>
#include <mcp/core/engine/rate_check.h>
#include <mcp/core/log.h>
#include <mcp/core/members.h>
#include <mcp/core/revision/classify.h>
#include <mcp/core/rpc/answer.h>
#include <mcp/json/add_member.h>

namespace mcp {
namespace {

RpcError invalid_request(std::string message) {
  return {.code = rpc_code::kInvalidRequest, .message = std::move(message), .http_status = 400};
}

}  // namespace

Connection::Connection(Engine::Impl& engine, std::shared_ptr<Outlet> outlet, Caller caller)
    : engine_(engine),
      outlet_(std::move(outlet)),
      caller_(std::make_shared<const Caller>(std::move(caller))),
      subscriptions_(engine.limits().subscriptions) {}

void Connection::listen() {
  const std::lock_guard lock(mutex_);
  if (changes_ != nullptr || closed_) return;
  changes_ = engine_.server.impl().changes.subscribe([weak = weak_from_this()](const Change& change) {
    if (const auto self = weak.lock()) self->tell(change);
  });
}

void Connection::receive(std::string_view frame) {
  if (!closed_) receive(read_frame(frame, engine_.limits()), {.reply = outlet_});
}

void Connection::receive_oversized() {
  if (!closed_) receive(oversized_frame(engine_.limits()), {.reply = outlet_});
}

void Connection::receive(Frame&& frame, Arrival arrival) {
  if (arrival.caller == nullptr) arrival.caller = caller_;
  const auto refuse = [&](const RpcError& fault) {
    const RpcError error = counted(fault, *arrival.caller);
    arrival.reply->answer(error_message({}, with_request_id(error, arrival.caller->request_id)),
                          standing_of(error));
  };
  auto opened = session();
  if (frame.batch && (opened == nullptr || !opened->revision.batches))
    return refuse(invalid_request("a message is one object, not an array"));
  if (frame.fault.code != 0) return refuse(frame.fault);
  Route route{.arrival = std::move(arrival), .session = std::move(opened), .batch = nullptr};
  if (frame.batch) route.batch = std::make_shared<Batch>(route.arrival.reply, frame.requests());
  for (Frame::Item& item : frame.items) handle(std::move(item), route);
}

std::shared_ptr<const Caller> Connection::reader() const {
  auto reader = outlet_->reader();
  return reader == nullptr ? caller_ : reader;
}

/// Why a request is refused that nobody can read: it counts all the same, and may be one too many.
RpcError Connection::counted(const RpcError& fault, const Caller& caller) const {
  return over_rate(engine_, caller, session().get()).value_or(fault);
}

void Connection::handle(Frame::Item&& item, const Route& route) {
  if (const auto* bad = std::get_if<BadRpcMessage>(&item)) {
    if (bad->notification) return;
    const RpcError error = counted(bad->error, *route.arrival.caller);
    std::string message = error_message(bad->id, with_request_id(error, route.arrival.caller->request_id));
    return route.batch != nullptr ? route.batch->add(message)
                                  : route.arrival.reply->answer(std::move(message), standing_of(error));
  }
  RpcMessage& message = std::get<RpcMessage>(item);
  switch (message.kind) {
    case RpcMessage::Kind::request:
      return handle_request(std::move(message), route);
    case RpcMessage::Kind::notification:
      return handle_notification(message);
    case RpcMessage::Kind::response:
      return handle_response(std::move(message), route);
  }
}

void Connection::handle_request(RpcMessage&& message, const Route& route) {
  const Session* const opened = route.session.get();
  const auto revision = classify(message, engine_.server.info().protocol,
                                 opened == nullptr ? nullptr : &opened->revision, route.arrival.headers);
  Request request{.connection = shared_from_this(),
                  .caller = route.arrival.caller,
                  .reply = route.arrival.reply,
                  .memory = route.arrival.memory,
                  .revision = nullptr,
                  .id = std::move(message.id),
                  .method = std::move(message.method),
                  .params = std::move(message.params),
                  .headers = route.arrival.headers,
                  .batch = route.batch};
  if (const auto* error = std::get_if<RpcError>(&revision))
    return request.refuse(counted(*error, *request.caller));
  request.revision = std::get<const Revision*>(revision);
  if (request.batch != nullptr && (request.revision->modern() || request.method == "initialize"))
    return request.refuse(
        counted(invalid_request("this request must come alone, not in an array"), *request.caller));
  if (request.revision->modern()) {
    request.capabilities =
        read_client_capabilities(*request.meta(meta_key::kClientCapabilities), *request.revision);
  } else if (opened != nullptr) {
    request.capabilities = opened->capabilities;
  }
  const Method* method = find_method(request.method, *request.revision, engine_.registry());
  if (method == nullptr || method->counted)
    if (const auto error = over_rate(request)) return request.refuse(*error);
  if (method == nullptr)
    return request.refuse(
        {.code = rpc_code::kMethodNotFound,
         .message = "there is no method `" + request.method + "` here",
         .http_status = request.revision->modern() ? 404 : 200});  // 404 tells a session that it is gone
  method->run(std::move(request));
}

void Connection::call_tool(std::string_view name, Json arguments, Arrival arrival) {
  HeldJson params = Json::object();
  add_member(*params, "name", name);
  add_member(*params, "arguments", std::move(arguments));
  mcp::call_tool({.connection = shared_from_this(),
                  .caller = caller_,
                  .reply = std::move(arrival.reply),
                  .memory = std::move(arrival.memory),
                  .revision = &kNoRevision,
                  .id = {},
                  .method = "tools/call",
                  .params = std::move(params)});
}

void Connection::handle_notification(const RpcMessage& message) {
  if (message.method == "notifications/cancelled") {
    if (const Json* id = find_member(message.params, "requestId")) cancel(*id);
  } else if (message.method == "notifications/initialized") {
    if (const auto opened = session()) opened->initialized = true;
  }
}

void Connection::handle_response(RpcMessage&& message, const Route& route) {
  Asked asked;
  {
    const std::lock_guard lock(mutex_);
    const auto found = asked_.find(message.id);
    if (found != asked_.end()) {
      asked = std::move(found->second);
      asked_.erase(found);
    }
  }
  if (asked.call != nullptr)
    return asked.call->take_answer(asked.key, std::move(message.answer), message.failed);
  log_line(LogLevel::debug, "a response that nobody waits for was dropped");
  if (route.arrival.headers != nullptr && route.batch == nullptr)
    route.arrival.reply->answer(error_message({}, invalid_request("nobody waits for this response")),
                                {.status = 400});
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
  subscriptions_.tell(change);
  outlet_->wait_for_room();
}

void Connection::send(std::string message) {
  if (!closed_) outlet_->send(std::move(message));
}

std::shared_ptr<Session> Connection::session() const {
  const std::lock_guard lock(mutex_);
  return session_;
}

const Revision* Connection::session_revision() const {
  const auto opened = session();
  return opened == nullptr ? nullptr : &opened->revision;
}

bool Connection::open_session(std::shared_ptr<Session> session) {
  {
    const std::lock_guard lock(mutex_);
    if (session_ != nullptr) return false;
    session_ = std::move(session);
  }
  listen();
  return true;
}

bool Connection::add(std::shared_ptr<Call> call) {
  const std::lock_guard lock(mutex_);
  if (closed_) return false;
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
  for (std::string& request : requests) call->request().send(std::move(request));
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
    call.request().send(notification_message("notifications/cancelled", R"({"requestId":)" + id + "}"));
}

void Connection::close() {
  closed_ = true;
  {
    const std::lock_guard lock(mutex_);
    changes_.reset();
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
