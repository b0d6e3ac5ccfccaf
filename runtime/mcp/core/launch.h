#pragma once

#include <memory>
#include <vector>

#include <mcp/core/engine/engine.h>
#include <mcp/core/launch/command.h>
#include <mcp/core/server.h>
#include <mcp/core/transport.h>

namespace mcp {

/// The command line of a generated server: `serve` (default), `config`, `version`, `--help`, and the commands
/// of its parts.
///
///     mcp::Launch launch(argc, argv, hello::kInfo, {&stdio});
///     if (launch.done()) return launch.exit_code();
///     … make state and server …
///     return launch.serve(server);
///
/// The constructor answers what needs no server and, when there is one to serve, lets the chosen
/// transport take its descriptors: whatever code of the user's runs after it cannot reach them.
class Launch {
 public:
  Launch(int argc, char** argv, const ServerInfo& info, std::vector<Transport*> transports,
         std::vector<Command*> commands = {});
  ~Launch();
  Launch(const Launch&) = delete;
  Launch& operator=(const Launch&) = delete;

  bool done() const;
  int exit_code() const;
  /// `services` are what the server stands on, besides what each process has by itself. Serves until the peer
  /// is gone or a signal came; returns the process's exit code. When a handler does not return, this does not
  /// either: it ends the process, since nothing may be destroyed under it.
  int serve(Server& server, Services services = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace mcp
