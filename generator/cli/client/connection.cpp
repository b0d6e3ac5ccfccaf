#include "cli/client/connection.h"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

#include <mcp/json/json.h>
#include <mcp/json/read.h>
#include <mcp/json/writer.h>

namespace mcpgen {
namespace {

constexpr std::size_t kLineLimit = 64 * 1024 * 1024;
constexpr mcp::JsonLimits kLimits{.depth = 64, .values = 5'000'000};

}  // namespace

bool Connection::start(const std::vector<std::string>& command, Child::Errors errors) {
  ::setenv("MCPGEN_TRANSPORT", "stdio", 1);  // for a server that would rather listen
  return child_.start(command, errors);
}

bool Connection::send(const mcp::Json& message) {
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

std::optional<std::string> Connection::read_line(Clock::time_point until) {
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
    if (buffer_.size() > kLineLimit) return {};

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

std::optional<mcp::Json> Connection::receive(Clock::time_point until) {
  const auto line = read_line(until);
  if (!line) return {};
  auto read = mcp::read_json(*line, kLimits);
  if (auto* message = std::get_if<mcp::Json>(&read); message != nullptr && message->is_object()) {
    ending_ = Ending::none;
    return std::move(*message);
  }
  ending_ = Ending::malformed;
  return {};
}

}  // namespace mcpgen
