#pragma once

#include <string>

#include "cli/exit_code.h"

namespace mcpgen {

/// Why there is no answer.
struct ClientFault {
  ExitCode exit_code = ExitCode::unreachable;
  std::string code;  ///< for scripts: "unreachable", "timeout", "protocol_error"
  std::string message;
  std::string help{};
  int status = 0;     ///< of the HTTP answer; 0 where there was none
  std::string url{};  ///< of a server over HTTP
};

}  // namespace mcpgen
