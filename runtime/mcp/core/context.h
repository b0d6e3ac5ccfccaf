#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/core/content.h>
#include <mcp/core/principal.h>
#include <mcp/core/question.h>
#include <mcp/core/result.h>

namespace mcp {

class Call;

/// Importance of a log message, as in RFC 5424.
enum class LogLevel { debug, info, notice, warning, error, critical, alert, emergency };

/// What a handler can do besides answering. Valid until the handler returns; use it from the handler's
/// own thread, except for cancelled() and stop_token().
///
/// Questions: the first time a key is asked, the Result holds Error::unanswered. Return that error;
/// once the client has answered, the handler is called again from the top and the same key gives the
/// answer. Ask all you need before returning, and the client sees the questions together:
///
///     auto name = context.elicit("name", mcp::Form("What is your name?").text("name"));
///     if (!name) return name.error();
class Context {
 public:
  explicit Context(Call& call) : call_(call) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  /// Tells a client that asked for it how far the work is. `done` must grow from call to call.
  void progress(double done, std::optional<double> total = {}, std::string_view message = {});
  /// Sends a log message to a client that asked for this level or a lower one.
  void log(LogLevel level, std::string_view message);
  void log(LogLevel level, std::string_view logger, const Json& data);
  /// Closes the connection that the client waits on, if it is one that comes back for what follows; otherwise
  /// does nothing. A call that takes long then needs none meanwhile.
  void close_stream();

  /// True once the client gave up or the deadline passed: stop working, the answer will not be sent.
  bool cancelled() const;
  /// What is registered with it runs on a thread that serves every call: it must not wait.
  std::stop_token stop_token() const;
  /// `max()` for a call that is answered at once.
  std::chrono::steady_clock::time_point deadline() const;

  /// The verified caller.
  const Principal& principal() const;
  /// W3C `traceparent` that came with the request, "" for none. Untrusted.
  std::string_view trace_parent() const;
  /// The request's `_meta` as JSON text, "{}" for none.
  std::string meta() const;
  /// What the answer says in its `_meta`: an object, whose keys have a prefix as `example.com/cost`. Throws
  /// std::invalid_argument when it is none.
  void answer_meta(const Json& meta);

  Result<Answer> elicit(std::string_view key, const Form& form);
  /// Asks the user to open `url`. `accept` means that the user agreed, not that anything is done.
  Result<Answer> elicit_url(std::string_view key, std::string_view message, std::string_view url);
  /// Names what elicit_url() asks under `key`: the same each time this handler is called again. As a part of
  /// the URL it tells what happens there from other users' business; it proves nothing.
  Result<std::string> elicitation_id(std::string_view key);
  Result<Sample> sample(std::string_view key, const SampleRequest& request);
  Result<std::vector<Root>> roots(std::string_view key);

  /// State of this handler that comes back, untouched by the client, when it is called again.
  void keep(std::string_view state);
  std::string_view kept() const;

  /// Tell whoever listens that a list or a resource changed.
  void tools_changed();
  void prompts_changed();
  void resources_changed();
  void resource_updated(std::string_view uri);
  /// As that of Server: what the user was asked to do at a URL is done.
  void elicitation_completed(std::string_view id);

 private:
  Call& call_;
};

}  // namespace mcp
