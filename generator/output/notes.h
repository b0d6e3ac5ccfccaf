#pragma once

#include <string>
#include <vector>

#include "output/output.h"

namespace mcpgen {

/// What the user has to follow up by hand: the server has another name, a handler's file is no longer
/// compiled. Told from the last server.cmake and the next one; nothing else is remembered from run to run.
std::vector<std::string> notes_on(const OutputPlan& plan);

}  // namespace mcpgen
