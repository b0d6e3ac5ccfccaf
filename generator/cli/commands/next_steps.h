#pragma once

#include <string>

#include "emit/emit.h"

namespace mcpgen {

/// What to type, after `cd`, to see a project answer that `mcpgen new` has just made.
std::string next_steps(const NewProject& project);

/// The same of a project that `mcpgen build` has just compiled.
std::string next_steps(const Model& model);

}  // namespace mcpgen
