#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/client/session.h"
#include "cli/project.h"

namespace mcpgen {

/// The program that the project's own build made last from its manifest; "" when there is none.
std::string built_program(const Project& project);

/// Remembers that the program is what the project's files say.
void mark_built(const Project& project);

/// How a server is started.
struct ServerProgram {
  std::vector<std::string> command;
  std::string folder{};              ///< the manifest's, which its paths are relative to; "" for ours
  std::string doubt{};               ///< why it may not be what the project's files say; "" for no reason
  std::optional<Project> project{};  ///< whose build made it
};

/// The server that `command` starts as it is, the program at `path` or named so in PATH, or the one built
/// last, by the project itself or one around it, from the manifest that `path` (or the working folder) leads
/// to.
std::variant<ServerProgram, ClientFault> find_server(const std::vector<std::string>& command,
                                                     const std::string& path);

}  // namespace mcpgen
