// How a call ends, and who hears of it.

#include <algorithm>
#include <exception>
#include <utility>

#include <mcp/core/engine/audited.h>
#include <mcp/core/engine/call.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/tasks.h>
#include <mcp/core/log.h>

namespace mcp {

Outcome Call::overload() {
  return RpcError{.code = rpc_code::kUnavailable,
                  .message = "the server has too much to do, try again later",
                  .http_status = 503};
}

/// False when somebody else was first.
bool Call::end() {
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return false;
    finished_ = true;
    stop_timer();
  }
  memory_ = nullptr;  // all before the client learns that it may call again
  place_ = {};
  make_room();
  return true;
}

void Call::settle(const Outcome& outcome) {
  if (end()) deliver([&]() -> const Outcome& { return outcome; });
}

void Call::give_up() noexcept {
  {
    const std::lock_guard lock(mutex_);
    running_ = false;
  }
  if (!end()) return;
  withdraw_questions();
  deliver(overload);
}

void Call::record(const Outcome& outcome) const {
  if (request_.audited == nullptr) return;
  const auto* answered = std::get_if<Answered>(&outcome);
  const int code = answered != nullptr ? answered->trouble : std::get<RpcError>(outcome).code;
  std::unique_lock lock(mutex_);
  const bool asks = interim_ && code == 0;
  lock.unlock();
  if (asks) {
    request_.audited->end_asking(request_);
  } else {
    request_.audited->end(request_, code);
  }
}

/// Whoever waits hears at least that there was no memory for an answer, or that nothing comes.
template <typename Make>
void Call::deliver(Make make) noexcept {
  try {
    tell(make());
  } catch (...) {
    try {
      tell(overload());
    } catch (...) {
      request_.reply->abandon();
    }
  }
  if (task_ == nullptr) request_.connection->remove(*this);
}

void Call::tell(const Outcome& outcome) {
  record(outcome);
  if (task_ != nullptr) return task_->settle(outcome);
  if (const auto* answered = std::get_if<Answered>(&outcome)) {
    request_.answer(answered->result);
  } else {
    request_.refuse(std::get<RpcError>(outcome));
  }
}

void Call::withdraw_questions() noexcept {
  try {
    request_.connection->withdraw_questions(*this);
  } catch (...) {  // no memory to say so: the client answers in vain
  }
}

void Call::cancel() {
  const auto self = shared_from_this();  // the connection lets go of it below
  bool waiting = false;
  std::shared_ptr<Pool::Ticket> ticket;
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    finished_ = true;
    waiting = waiting_;
    if (!running_) {
      stop_timer();
      ticket = std::move(ticket_);
    } else if (timer_) {  // the thread is given up unless the handler returns soon
      try {
        start_timer(std::min(deadline_, Clock::now() + engine().limits().grace));
      } catch (const std::exception&) {  // no memory: its thread is not given up
      }
    }
  }
  request_stop();
  if (ticket != nullptr) engine().pool.withdraw(ticket);
  if (waiting) withdraw_questions();
  if (task_ != nullptr) return record(RpcError{.code = rpc_code::kCancelled});
  request_.drop();
  request_.connection->remove(*this);
}

void Call::stop_waiting() {
  {
    const std::lock_guard lock(mutex_);
    if (finished_ || !waiting_ || task_ != nullptr) return;
  }
  settle(trouble(rpc_code::kUnavailable, "the server is stopping"));
  withdraw_questions();
}

void Call::overdue(std::uint64_t timer_number) {
  bool late = false;
  bool waiting = false;
  bool running = false;
  std::shared_ptr<Pool::Ticket> ticket;
  {
    const std::lock_guard lock(mutex_);
    if (!timer_ || timer_number != timer_number_) return;  // stopped while it was about to fire
    timer_.reset();
    late = !finished_;
    finished_ = true;
    waiting = waiting_;
    running = running_;
    if (!returned_) ticket = ticket_;
  }
  request_stop();
  if (waiting) {
    withdraw_questions();
  } else if (ticket != nullptr && engine().pool.write_off(ticket)) {
    place_ = {};  // the number of threads that are lost has a limit of its own
  }
  if (running)
    log_line(LogLevel::warning, "a handler did not return in time",
             {{"method", request_.method}, {"lost_threads", std::to_string(engine().pool.lost())}});
  if (!late) return;
  deliver([&] {
    return trouble(rpc_code::kDeadlineExceeded,
                   waiting ? "the client's answers took too long" : "this took too long");
  });
}

void Call::start_timer(Clock::time_point when) {
  stop_timer();
  timer_ = engine().timers.at(when, [weak = weak_from_this(), number = ++timer_number_] {
    if (const auto self = weak.lock()) self->overdue(number);
  });
}

void Call::stop_timer() {
  if (timer_) engine().timers.cancel(*timer_);
  timer_.reset();
}

void Call::request_stop() {
  std::unique_lock lock(mutex_);
  stop_requested_ = true;
  const std::stop_source stop = stop_;
  lock.unlock();  // for what is registered with it runs now
  stop.request_stop();
}

}  // namespace mcp
