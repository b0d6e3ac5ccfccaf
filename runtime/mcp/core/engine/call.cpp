#include <mcp/core/engine/call.h>

#include <algorithm>
#include <exception>
#include <utility>

#include <mcp/core/engine/connection.h>
#include <mcp/core/engine/engine_impl.h>
#include <mcp/core/engine/request_state.h>
#include <mcp/core/engine/tasks.h>

namespace mcp {
namespace {

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
  if (quick_) return execute();
  std::size_t run = 0;
  {
    const std::lock_guard lock(mutex_);
    if (finished_) return;
    run = ++runs_;
    returned_ = false;
    deadline_ = Clock::now() + budget_;
    start_timer(deadline_);
  }
  // Later runs come of an answer, which may have others behind it in its array.
  if (run > 1 || !run_here()) submit(run);
}

/// False when somebody else has to.
bool Call::run_here() {
  Pace* const pace = this->pace();
  if (pace == nullptr || !pace->brief() || !request_.may_wait() || request_.batch != nullptr) return false;
  const Pool::Here here = engine().pool.here();
  if (!here) return false;
  {
    const std::lock_guard lock(mutex_);
    ticket_ = here.ticket();
  }
  trusted_ = true;
  pace->trust();
  execute();
  return true;
}

void Call::submit(std::size_t run) {
  trusted_ = false;
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
  Pace* const pace = quick_ ? nullptr : this->pace();
  const auto begun = pace == nullptr ? Clock::time_point() : Clock::now();
  const Outcome outcome = guarded_run();
  {
    const std::lock_guard lock(mutex_);
    running_ = false;
    stop_timer();
    if (finished_) return;
  }
  if (pace != nullptr) pace->took(Clock::now() - begun, trusted_);
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
    start_timer(Clock::now() + kPatience);
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
    start_timer(deadline_);
    request_.answer(reply);
  }
  request_.connection->remove(*this);
  return true;
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
