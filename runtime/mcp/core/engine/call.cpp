#include <mcp/core/engine/call.h>

#include <algorithm>
#include <exception>
#include <utility>

#include <mcp/core/engine/audited.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/request_state.h>
#include <mcp/core/engine/tasks.h>
#include <mcp/core/log.h>
#include <mcp/json/writer.h>

namespace mcp {
namespace {

Outcome overload() {
  return RpcError{.code = rpc_code::kUnavailable,
                  .message = "the server has too much to do, try again later",
                  .http_status = 503};
}

constexpr std::size_t kMaxRounds = 8;
/// How long a client of an earlier revision may take to answer the questions of one round.
constexpr std::chrono::minutes kPatience{10};

}  // namespace

Call::Call(Request request, std::chrono::milliseconds timeout)
    : memory_(std::move(request.memory)),
      request_(std::move(request)),
      changes_(engine().server.impl().changes),
      budget_(timeout) {
  questions_.ask_again = request_.revision->modern();
}

Engine::Impl& Call::engine() const { return request_.connection->engine(); }

/// Whoever calls has nobody who could hear of it.
template <typename Job>
void Call::unless_out_of_memory(Job job) noexcept {
  try {
    job();
  } catch (...) {
    give_up();
  }
}

void Call::start(bool quick) {
  quick_ = quick;
  // One that is over before the next begins is in nobody's way.
  if (!quick && !place_.taken() && !take_place()) return;
  if (!request_.connection->add(shared_from_this())) return request_.drop();
  dispatch();
}

bool Call::take_place() {
  auto place = engine().calls.take(request_.caller->share());
  if (place) {
    place_ = *std::move(place);
  } else {
    refuse(to_rpc_error(place.error(), request_.subject()));
  }
  return place_.taken();
}

void Call::dispatch() {
  unless_out_of_memory([this] { hand_over(); });
}

void Call::hand_over() {
  std::size_t run = 0;
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    run = ++runs_;
    returned_ = false;
    deadline_ = Clock::now() + budget_;
    if (!quick_) start_timer(budget_);
  }
  if (quick_) return execute();
  auto job = [self = shared_from_this()] {
    self->execute();
    self->request_.wait_for_room();
  };
  const bool waits = request_.may_wait();
  Pool& pool = engine().pool;
  auto ticket = waits ? pool.submit_when_free(std::move(job)) : pool.submit(std::move(job));
  if (ticket == nullptr)
    return settle(waits ? trouble(rpc_code::kUnavailable, "the server is stopping") : overload());
  const std::lock_guard lock(mutex_);
  if (run != runs_) return;                                  // it has run, asked, and runs again already
  if (finished_ && !running_) return pool.withdraw(ticket);  // cancel() came before the ticket
  ticket_ = std::move(ticket);
  if (finished_ && !timer_) pool.write_off(ticket_);  // overdue() did
}

bool Call::begin_run() {
  const std::lock_guard lock(mutex_);
  if (finished_) return false;
  running_ = true;
  questions_.start_round();
  answer_meta_ = Json();
  return true;
}

void Call::execute() {
  unless_out_of_memory([this] { run_once(); });
}

void Call::run_once() {
  if (!begin_run()) return;
  const Outcome outcome = guarded_run();
  {
    const std::lock_guard lock(mutex_);
    running_ = false;
    stop_timer();
    if (finished_) return;
  }
  conclude(outcome);
}

Outcome Call::guarded_run() {
  Context context(*this);
  try {
    return run(context);
  } catch (const std::exception& error) {
    return caught(error.what());
  } catch (...) {
    return caught("something that is no std::exception");
  }
}

bool Call::answer_is_wanted() {
  const std::lock_guard lock(mutex_);
  returned_ = true;
  return !finished_;
}

bool Call::over() const {
  const std::lock_guard lock(mutex_);
  return finished_;
}

Outcome Call::caught(std::string_view what) {
  RpcError error = internal_error(request_.subject(), "a handler threw", what);
  if (!answer_is_wanted()) return {};
  return trouble(error.code, std::move(error.message));
}

void Call::conclude(const Outcome& outcome) {
  if (questions_.open().empty()) return settle(outcome);
  {
    const std::lock_guard lock(mutex_);
    interim_ = task_ == nullptr && request_.revision->modern();
  }
  if (interim_) return settle(input_required(*this));
  if (++rounds_ > kMaxRounds)
    return settle(trouble(rpc_code::kInternalError, "too many rounds of questions"));
  wait_for_answers();
}

void Call::wait_for_answers() {
  std::shared_ptr<Task> task;
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    waiting_ = true;
    budget_ = std::max(std::chrono::duration_cast<std::chrono::milliseconds>(deadline_ - Clock::now()),
                       std::chrono::milliseconds(0));
    for (const Question& question : questions_.open()) missing_answers_.insert(question.key);
    start_timer(kPatience);
    task = task_;
  }
  const std::vector<Question> open = questions_.open();
  if (task != nullptr) {
    task->ask(open);
  } else {
    request_.connection->ask(shared_from_this(), open);
    if (over()) request_.connection->withdraw_questions(*this);  // given up before they were sent
  }
}

void Call::take_answer(std::string_view key, HeldJson answer, bool refused) {
  {
    const std::lock_guard lock(mutex_);
    if (finished_ || !waiting_ || missing_answers_.erase(std::string(key)) == 0) return;
    if (refused) {
      questions_.refuse(key, "the client refused to answer `" + std::string(key) + "`");
    } else {
      questions_.answer(key, std::move(answer));
    }
    if (!missing_answers_.empty()) return;
    waiting_ = false;
    stop_timer();
  }
  dispatch();
}

bool Call::become(std::shared_ptr<Task> task, std::chrono::milliseconds timeout, std::string_view reply) {
  {
    const std::lock_guard lock(mutex_);
    if (finished_ || waiting_ || interim_ || task_ != nullptr) return false;
    task_ = std::move(task);
    questions_.ask_again = false;
    budget_ = timeout;
    deadline_ = Clock::now() + timeout;
    start_timer(timeout);
    request_.answer(reply);
  }
  request_.connection->remove(*this);
  return true;
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
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - Clock::now());
      try {
        start_timer(std::min(left, engine().limits().grace));
      } catch (const std::exception&) {  // no memory: its thread is not given up
      }
    }
  }
  stop_.request_stop();
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
  stop_.request_stop();
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

void Call::start_timer(std::chrono::milliseconds after) {
  stop_timer();
  timer_ = engine().timers.at(Clock::now() + after, [weak = weak_from_this(), number = ++timer_number_] {
    if (const auto self = weak.lock()) self->overdue(number);
  });
}

void Call::stop_timer() {
  if (timer_) engine().timers.cancel(*timer_);
  timer_.reset();
}

Call::Clock::time_point Call::deadline() const {
  const std::lock_guard lock(mutex_);
  return deadline_;
}

Outcome Call::trouble(int code, std::string text) const {
  return RpcError{.code = code, .message = std::move(text)};
}

Outcome Call::failed(const Error& error) const {
  if (error.code != Error::Code::unanswered) {
    RpcError told = to_rpc_error(error, request_.subject());
    // Of statuses clients think that they are about the server: they log in anew, or take it for gone.
    if (request_.revision->era != Era::none) told.http_status = 200;
    return told;
  }
  const std::string lacking = questions_.lacking();
  if (lacking.empty()) return trouble(rpc_code::kInternalError, "internal error");
  if (request_.revision->era == Era::legacy)
    return trouble(rpc_code::kInvalidRequest, "the client lacks a capability that this needs: " + lacking);
  return RpcError{.code = rpc_code::kMissingCapability,
                  .message = "the client lacks a capability that this needs",
                  .data = R"({"requiredCapabilities":)" + lacking + "}",
                  .http_status = 400};
}

}  // namespace mcp
