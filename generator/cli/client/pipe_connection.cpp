#include "cli/client/pipe_connection.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include <mcp/json/json.h>
#include <mcp/json/writer.h>

#include "cli/client/message.h"

namespace mcpgen {
namespace {

constexpr int kGraceMs = 1000;

}  // namespace

bool PipeConnection::start(Program program) {
  ::setenv("MCPGEN_TRANSPORT", "stdio", 1);  // for a server that would rather listen
  program_ = std::move(program);
  child_.finish(kGraceMs);
  buffer_.clear();
  ending_ = Ending::none;
  return child_.start(program_.command, program_.errors, program_.folder);
}

bool PipeConnection::reopen() { return program_.anew && start(program_); }

bool PipeConnection::send(const mcp::Json& message) {
  const std::string line = mcp::to_text(message) + '\n';
  std::size_t written = 0;
  while (written < line.size()) {
    const ssize_t now = ::write(child_.input(), line.data() + written, line.size() - written);
    if (now < 0 && errno == EINTR) continue;
    if (now < 0) return false;
    written += static_cast<std::size_t>(now);
  }
  return true;
}

std::optional<std::string> PipeConnection::read_line(Clock::time_point until) {
  std::size_t searched = 0;
  for (;;) {
    const std::size_t end = buffer_.find('\n', searched);
    if (end != std::string::npos) {
      std::string line = buffer_.substr(0, end);
      buffer_.erase(0, end + 1);
      return line;
    }
    searched = buffer_.size();
    ending_ = Ending::malformed;
    if (buffer_.size() > kMessageLimit) return {};

    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    pollfd waiting{child_.output(), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::clamp<long long>(left, 0, 3'600'000)));
    ending_ = Ending::timed_out;
    if (ready == 0) return {};
    char chunk[16 * 1024];
    const ssize_t got = ready < 0 ? -1 : ::read(child_.output(), chunk, sizeof chunk);
    if (got < 0 && errno == EINTR) continue;
    ending_ = Ending::closed;
    if (got <= 0) return {};
    buffer_.append(chunk, static_cast<std::size_t>(got));
  }
}

std::optional<mcp::Json> PipeConnection::receive(Clock::time_point until) {
  const auto line = read_line(until);
  if (!line) return {};
  auto message = read_message(*line);
  ending_ = message ? Ending::none : Ending::malformed;
  return message;
}

ClientFault PipeConnection::fault(const std::string& method) const {
  switch (ending_) {
    case Ending::timed_out:
      return {ExitCode::unreachable, "timeout", "no answer to " + method + " in time"};
    case Ending::malformed:
      return {ExitCode::unreachable, "malformed", "the server wrote something that is no JSON-RPC message"};
    default:
      return {ExitCode::unreachable, "unreachable", "the server ended before it answered " + method};
  }
}

}  // namespace mcpgen
