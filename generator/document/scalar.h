#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "document/node.h"

namespace mcpgen {

/// Why a plain scalar has no value of ours: `what` is wrong and the `help`.
struct ScalarProblem {
  std::string what;
  std::string help;
};

/// Gives `node` the kind and value that the YAML 1.2 core schema reads in unquoted `text`. What JSON
/// calls a number, a boolean or null is the same here.
std::optional<ScalarProblem> resolve_plain(std::string_view text, Node& node);

}  // namespace mcpgen
