#pragma once

#include <string>
#include <vector>

#include "output/output.h"

namespace mcpgen {

/// A line for each handler's file that was compiled so far and no longer is: what the last server.cmake
/// lists and the next one does not. Nothing else is remembered from run to run.
std::vector<std::string> handler_notes(const OutputPlan& plan);

}  // namespace mcpgen
