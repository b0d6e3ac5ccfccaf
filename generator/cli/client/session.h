#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <variant>

#include <mcp/json/json.h>

#include "cli/client/connection.h"

namespace mcpgen {

/// What the person in front of the terminal sees and answers.
struct ClientEvents {
  std::function<void(const mcp::Json& params)> progress;
  std::function<void(const mcp::Json& params)> log;
  /// The result of an `elicitation/create`.
  std::function<mcp::Json(const mcp::Json& params)> elicit;
};

/// A client's side of MCP over one connection, in whichever era the server speaks.
class Session {
 public:
  using Answer = std::variant<mcp::Json, ClientFault>;

  /// How long an answer is waited for.
  struct Patience {
    std::chrono::milliseconds answer;
    std::chrono::milliseconds probe{5000};  ///< at most, where a server may be one that never answers
  };

  Session(Connection& connection, ClientEvents events, Patience patience);

  /// Finds the era out, or opens the session in `revision` when it is not "". What the server says of
  /// itself: `capabilities`, `serverInfo`, `protocolVersion`.
  Answer open(const std::string& revision);
  /// The result of a request, questions of the server answered on the way.
  Answer request(const std::string& method, mcp::Json params);
  /// Does every request stand for itself, as since 2026-07-28?
  bool modern() const { return modern_; }

 private:
  Answer discover(std::chrono::milliseconds timeout);
  Answer probe(std::chrono::milliseconds timeout);
  Answer find_revision();
  Answer open_unprobed(Answer probed);
  Answer open_modern();
  Answer initialize(const std::string& revision);
  Answer exchange(const std::string& method, const mcp::Json& params, std::chrono::milliseconds timeout);
  bool send(const mcp::Json& message);
  void handle(const mcp::Json& message);
  mcp::Json answers_of(const mcp::Json& input_requests);

  Connection& connection_;
  ClientEvents events_;
  Patience patience_;
  bool modern_ = false;
  int last_id_ = 0;
};

}  // namespace mcpgen
