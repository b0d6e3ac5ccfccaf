#pragma once

#include <chrono>
#include <string>

namespace mcp {

/// Why something failed. From a tool, what the model can act on (tool_failed, not_found, rate_limited,
/// deadline_exceeded, unavailable) reaches it as a result it can read. Every other code, and each one from
/// a resource or a prompt, becomes a JSON-RPC error; the message of `internal` goes to the log only.
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
  std::chrono::seconds retry_after{0};  ///< of a caller who is turned away for now; 0: nothing that is known
};

}  // namespace mcp
