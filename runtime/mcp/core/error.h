#pragma once

#include <string>

namespace mcp {

/// Why something failed. `tool_failed` reaches the model as a result it can read and act on; every
/// other code becomes a JSON-RPC error of the revision the client speaks.
struct Error {
  enum class Code {
    tool_failed,
    invalid_params,
    not_found,
    unauthorized,
    forbidden,
    rate_limited,
    cancelled,
    deadline_exceeded,
    unavailable,
    internal,
    unanswered,  ///< a question to the client is open: return it, the handler is called again
  };

  Code code = Code::tool_failed;
  std::string message{};
};

}  // namespace mcp
