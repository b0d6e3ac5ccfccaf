#pragma once

#include <string>
#include <string_view>

#include "cli/command.h"

namespace mcpgen {

/// The page of one verb: what it does, examples, options.
std::string help_page(const Command& command);
/// The verbs of a group, one a line.
std::string help_group(std::string_view word);
/// What `mcpgen` alone says.
std::string help_overview();
/// The table of exit codes.
std::string help_exit_codes();

}  // namespace mcpgen
