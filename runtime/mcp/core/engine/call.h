#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include <mcp/core/context.h>
#include <mcp/core/engine/change_bus.h>
#include <mcp/core/engine/engine.h>
#include <mcp/core/engine/questions.h>
#include <mcp/core/engine/request.h>
#include <mcp/core/engine/throttle.h>
#include <mcp/core/schedule/pace.h>
#include <mcp/core/schedule/pool.h>
#include <mcp/core/schedule/timers.h>
#include <mcp/core/shares.h>

namespace mcp {

class Task;

/// A result, which may say that the tool failed.
struct Answered {
  Answered(std::string text = {}, int code = 0) : result(std::move(text)), trouble(code) {}

  std::string result;  ///< JSON text
  int trouble;         ///< what it would be as an error of the protocol; 0 for none
};

/// What a call came to.
using Outcome = std::variant<Answered, RpcError>;

/// One request that runs a handler: from its start, through as many runs as its questions take, to the one
/// answer. Whoever comes first decides it: the handler, the deadline or the client that gives up.
class Call : public std::enable_shared_from_this<Call> {
 public:
  using Clock = std::chrono::steady_clock;

  Call(Request request, std::chrono::milliseconds timeout);
  virtual ~Call() = default;
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  /// `quick`: on this thread, now.
  void start(bool quick);
  /// Ahead of start(), where a call that is refused there would have lost something. False when the caller
  /// has no place left; then it is refused here.
  bool take_place();
  /// Instead of start().
  void refuse(RpcError error) { settle(std::move(error)); }
  /// The same for a call that has become a task.
  void run_as_task() { dispatch(); }
  /// The client gave up: nothing more is sent.
  void cancel();
  /// The server stops: a call that waits for answers will not get them.
  void stop_waiting();
  /// One question of a call that waits is answered; with the last one the handler runs again.
  void take_answer(std::string_view key, HeldJson answer, bool refused);
  /// From now on the outcome goes to `task`, and the client that waits gets `reply` instead. False when the
  /// call is over or waits for answers.
  bool become(std::shared_ptr<Task> task, std::chrono::milliseconds timeout, std::string_view reply);

  const Request& request() const { return request_; }
  Engine::Impl& engine() const;
  Questions& questions() { return questions_; }
  virtual bool once() const { return false; }
  /// Does it matter whether a call goes on, or is made anew with what was answered before?
  virtual bool counts() const { return false; }
  /// What the client brought along is of a call that was counted, and comes for the first time.
  void go_on() { goes_on_ = true; }
  /// May the handler ask the client anything?
  virtual bool asks() const { return true; }

  // What Context offers.
  ChangeBus& changes() { return changes_; }
  bool over() const;
  void progress(double done, std::optional<double> total, std::string_view message);
  void log(LogLevel level, std::string_view logger, std::string_view data_json);
  void close_stream();
  std::stop_token stop_token();
  Clock::time_point deadline() const;
  Result<const Json*> ask(Question question, const Fit& fit);
  /// What a question under this key that needs a name of its own is called, from run to run.
  Result<std::string> name_of(std::string_view key);
  /// The client is asked for what has this name, and wants to hear when it is done.
  void expect_done(const std::string& name);
  void set_answer_meta(Json meta) { answer_meta_ = std::move(meta); }

 protected:
  /// Calls the handler. May throw what the handler throws. Asks answer_is_wanted() before all that follows.
  virtual Outcome run(Context& context) = 0;
  /// The handler has returned: does anybody wait? If not, it may be lost: the engine and what it serves may
  /// be gone and must not be touched.
  bool answer_is_wanted();
  /// How this method tells of trouble that is not the client's request: as an error, unless overridden.
  virtual Outcome trouble(int code, std::string text) const;
  /// How this method tells of what a handler returned.
  virtual Outcome failed(const Error& error) const;
  /// Of the handler, where that is known.
  virtual Pace* pace() const { return nullptr; }
  /// The handler has returned for good, and the client may call again.
  virtual void make_room() noexcept {}
  bool goes_on() const { return goes_on_; }
  /// What the handler says in the `_meta` of its answer: an object, or nothing.
  const Json& answer_meta() const { return answer_meta_; }

 private:
  static Outcome overload();
  void record(const Outcome& outcome) const;
  void send_progress(double done, std::optional<double> total, std::string_view message);
  void send_log(LogLevel level, std::string_view logger, std::string_view data_json);
  bool begin_run();
  void execute();
  void run_once();
  void give_up() noexcept;
  template <typename Job>
  void unless_out_of_memory(Job job) noexcept;
  Outcome guarded_run();
  Outcome caught(std::string_view what);
  void dispatch();
  void hand_over();
  bool run_here();
  void submit(std::size_t run);
  void conclude(const Outcome& outcome);
  void wait_for_answers();
  void settle(const Outcome& outcome);
  bool end();
  template <typename Make>
  void deliver(Make make) noexcept;
  void tell(const Outcome& outcome);
  void withdraw_questions() noexcept;
  void start_timer(Clock::time_point when);
  void stop_timer();
  void request_stop();
  void overdue(std::uint64_t timer_number);

  std::shared_ptr<const void> memory_;  ///< of the request
  const Request request_;
  ChangeBus changes_;  ///< of the server, and usable after its end
  Questions questions_{};
  HeldJson answer_meta_{};  ///< null until the handler says something
  bool quick_ = false;
  bool trusted_ = false;  ///< to return before anybody who waits for this thread has to know
  bool goes_on_ = false;
  Shares::Place place_{};

  mutable std::mutex mutex_{};
  std::stop_source stop_{std::nostopstate};  ///< made for the first who asks
  bool stop_requested_ = false;
  bool finished_ = false;
  bool running_ = false;
  bool returned_ = false;  ///< the handler did, and its thread is not given up any more
  bool waiting_ = false;
  bool interim_ = false;              ///< it is about to answer with its questions
  std::chrono::milliseconds budget_;  ///< running time that is left
  Clock::time_point deadline_ = Clock::time_point::max();
  std::optional<Timers::Id> timer_{};
  std::uint64_t timer_number_ =
      0;  ///< tells the timer that is set from one that fires too late to be stopped
  std::shared_ptr<Pool::Ticket> ticket_{};
  std::size_t runs_ = 0;
  std::shared_ptr<Task> task_{};
  std::set<std::string, std::less<>> missing_answers_{};
  std::size_t rounds_ = 0;

  double last_progress_ = -std::numeric_limits<double>::infinity();
  Throttle progress_rate_{32, 100};
  Throttle log_rate_{64, 200};
};

}  // namespace mcp
