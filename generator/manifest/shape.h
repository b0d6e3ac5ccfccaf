#pragma once

#include <unordered_set>

#include <nlohmann/json_fwd.hpp>

#include "document/node.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// The nodes of a document within which something is at fault, outermost and innermost.
using FaultyNodes = std::unordered_set<const Node*>;

/// Checks a document against one of our own schemas (the keywords of JSON Schema that schemas/ uses) and
/// says what is wrong in words: E02xx, and E0301 for names. Beyond the standard, `x-noun` names what an
/// object is, `x-later` lists keys and words that exist but not in this build, `x-check` is a rule of
/// named_checks.h, `x-minimum` and `x-maximum` bound a size or duration. Where only a string may stand, a
/// scalar becomes one, as it is written.
FaultyNodes check_shape(Node& root, const nlohmann::ordered_json& schema, Diagnostics& diagnostics);

}  // namespace mcpgen
