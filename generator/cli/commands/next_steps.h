#pragma once

#include <string>

#include "emit/emit.h"

namespace mcpgen {

/// What to type, after `cd`, to see a project answer that `mcpgen new` has just made.
std::string next_steps(const NewProject& project);

}  // namespace mcpgen
