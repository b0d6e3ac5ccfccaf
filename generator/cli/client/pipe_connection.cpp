#include "cli/client/pipe_connection.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <iterator>
#include <utility>

#include <mcp/json/json.h>
#include <mcp/json/writer.h>

#include "cli/client/message.h"
#include "support/shown.h"
#include "support/text.h"

namespace mcpgen {
namespace {

constexpr int kGraceMs = 1000;
constexpr std::size_t kMaxExcerpt = 200;

}  // namespace

bool PipeConnection::start(Program program) {
  ::setenv("MCPGEN_TRANSPORT", "stdio", 1);  // for a server that would rather listen
  program_ = std::move(program);
  child_.finish(kGraceMs);
  buffer_.clear();
  taken_ = 0;
  arrived_.clear();
  noise_.clear();
  ending_ = Ending::none;
  if (!child_.start(program_.command, program_.errors, program_.folder)) return false;
  return ::fcntl(child_.input(), F_SETFL, O_NONBLOCK) == 0;
}

bool PipeConnection::reopen() { return program_.anew && start(program_); }

bool PipeConnection::send(const mcp::Json& message, Clock::time_point until) {
  const std::string line = mcp::to_text(message) + '\n';
  std::string_view unsent = line;
  while (!unsent.empty()) {
    if (!move(unsent, until)) return false;
  }
  return true;
}

/// Waits until the server has written something or takes some of `unsent`. Both, for one that nobody reads
/// may read no more itself. False when it did neither in time, or never will.
bool PipeConnection::move(std::string_view& unsent, Clock::time_point until) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
  if (left <= 0) return end(Ending::timed_out);
  pollfd ends[] = {{child_.output(), POLLIN, 0}, {unsent.empty() ? -1 : child_.input(), POLLOUT, 0}};
  const int ready = ::poll(ends, std::size(ends), static_cast<int>(std::min<long long>(left, 3'600'000)));
  if (ready < 0 && errno != EINTR) return end(Ending::closed);
  if (ready <= 0) return true;
  if (ends[0].revents != 0 && !read_some()) return false;
  return ends[1].revents == 0 || write_some(unsent);
}

bool PipeConnection::write_some(std::string_view& unsent) {
  const ssize_t written = ::write(child_.input(), unsent.data(), unsent.size());
  if (written >= 0) {
    unsent.remove_prefix(static_cast<std::size_t>(written));
    return true;
  }
  return errno == EINTR || errno == EAGAIN || end(Ending::closed);
}

bool PipeConnection::read_some() {
  char chunk[16 * 1024];
  const ssize_t got = ::read(child_.output(), chunk, sizeof chunk);
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return end(Ending::closed);
  buffer_.erase(0, std::exchange(taken_, 0));
  buffer_.append(chunk, static_cast<std::size_t>(got));
  return buffer_.size() <= kMessageLimit || end(Ending::malformed);
}

bool PipeConnection::end(Ending ending) {
  ending_ = ending;
  return false;
}

std::optional<std::string> PipeConnection::read_line(Clock::time_point until) {
  std::string_view nothing;
  std::size_t searched = 0;
  for (;;) {
    const std::size_t end = buffer_.find('\n', taken_ + searched);
    if (end != std::string::npos) {
      std::string line = buffer_.substr(taken_, end - taken_);
      taken_ = end + 1;
      return line;
    }
    searched = buffer_.size() - taken_;
    if (!move(nothing, until)) return {};
  }
}

std::optional<mcp::Json> PipeConnection::receive(Clock::time_point until) {
  if (Clock::now() >= until) {  // a server may never stop to write
    end(Ending::timed_out);
    return {};
  }
  while (arrived_.empty()) {
    const auto line = read_line(until);
    if (!line) return {};
    if (line->empty() || *line == "\r") continue;
    std::ranges::move(read_messages(*line), std::back_inserter(arrived_));
    if (!arrived_.empty()) break;
    noise_ = visible(excerpt(*line, kMaxExcerpt));
    end(Ending::malformed);
    return {};
  }
  ending_ = Ending::none;
  mcp::Json message = std::move(arrived_.front());
  arrived_.pop_front();
  return message;
}

ClientFault PipeConnection::fault(const std::string& method) const {
  switch (ending_) {
    case Ending::timed_out:
      return {ExitCode::unreachable, "timeout", "no answer to " + method + " in time"};
    case Ending::malformed:
      return {
          ExitCode::unreachable, "malformed",
          "the server wrote something that is no JSON-RPC message" + (noise_.empty() ? "" : ": " + noise_),
          "messages alone belong on its standard output, what it logs on standard error"};
    default:
      return {ExitCode::unreachable, "unreachable", "the server ended before it answered " + method};
  }
}

}  // namespace mcpgen
