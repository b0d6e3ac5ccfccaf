#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/options.h"
#include "cli/project.h"

namespace mcpgen {

/// The program built last from a project's manifest; "" when there is none.
std::string built_program(const Project& project);

/// The command that starts a server: `command` as it is, the program at `path`, or the one built from
/// the manifest that `path` (or the working folder) leads to.
std::variant<std::vector<std::string>, UsageFault> find_server(const std::vector<std::string>& command,
                                                               const std::string& path);

}  // namespace mcpgen
