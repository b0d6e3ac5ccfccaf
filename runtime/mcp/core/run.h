#pragma once

#include <initializer_list>

#include <mcp/core/server.h>
#include <mcp/core/transport.h>

namespace mcp {

/// main() of a generated server: command line (`serve`, `config`, `version`, `--help`), signals, one
/// transport until it ends. Returns the process's exit code.
int run(int argc, char** argv, Server& server, std::initializer_list<Transport*> transports);

}  // namespace mcp
