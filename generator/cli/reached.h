#pragma once

#include <optional>

#include "cli/project.h"
#include "model/model.h"

namespace mcpgen {

/// How clients get to a server.
enum class Reached {
  through_pipe,  ///< they start it themselves
  at_url,        ///< somebody has started it
  without_mcp,   ///< the same, and it serves something else
};

Reached reached(const Model& model);
/// The same of a manifest; nothing where it has faults, which other verbs show.
std::optional<Reached> reached(const Project& project);

}  // namespace mcpgen
