#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <mcp/json/json_fwd.h>

#include "cli/client/fault.h"

namespace mcpgen {

/// What lies between a client and one server: JSON-RPC messages go in and come out whole.
class Connection {
 public:
  using Clock = std::chrono::steady_clock;
  enum class Ending {
    none,
    timed_out,
    closed,
    malformed,
    refused,  ///< the server does not take such a request, though perhaps an older one
  };

  Connection() = default;
  virtual ~Connection() = default;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// False when the server did not take it: ending() says why.
  virtual bool send(const mcp::Json& message, Clock::time_point until) = 0;
  /// The next message, or nothing: ending() says why.
  virtual std::optional<mcp::Json> receive(Clock::time_point until) = 0;
  virtual Ending ending() const = 0;
  /// Begins again with a server that has heard nothing yet; false where that cannot be had.
  virtual bool reopen() { return false; }
  /// What ending() means for whoever waits for the answer to `method`.
  virtual ClientFault fault(const std::string& method) const = 0;
};

}  // namespace mcpgen
