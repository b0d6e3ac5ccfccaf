#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <mcp/json/json_fwd.h>

#include "cli/process.h"

namespace mcpgen {

/// One JSON message a line, to and from a server that we start.
class Connection {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Ending { none, timed_out, closed, malformed };

  bool start(const std::vector<std::string>& command, Child::Errors errors);
  bool send(const mcp::Json& message);
  /// The next message, or nothing: ending() says why.
  std::optional<mcp::Json> receive(Clock::time_point until);
  Ending ending() const { return ending_; }

 private:
  std::optional<std::string> read_line(Clock::time_point until);

  Child child_;
  std::string buffer_;
  Ending ending_ = Ending::none;
};

}  // namespace mcpgen
