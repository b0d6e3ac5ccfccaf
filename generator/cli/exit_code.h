#pragma once

namespace mcpgen {

/// What the tool's exit code means; `mcpgen help exit-codes` prints the same table.
enum class ExitCode {
  success = 0,
  bad_input = 1,    ///< manifest error, lint failure, drift
  usage = 2,        ///< wrong usage of the command
  auth = 3,         ///< authentication needed or refused
  unreachable = 4,  ///< server or network unreachable
  tool_failed = 5,  ///< the tool call returned isError, or there is no such tool
  toolchain = 6,    ///< no compiler, CMake too old, build failed
  internal = 70,    ///< a bug of mcpgen
  interrupted = 130,
  unread = 141,  ///< who read the output has gone, as `head` does: what SIGPIPE looks like to a shell
};

}  // namespace mcpgen
