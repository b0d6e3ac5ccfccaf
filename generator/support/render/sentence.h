#pragma once

#include <string>
#include <string_view>

#include "support/diagnostic.h"

namespace mcpgen {

/// "error", "warning" or "note".
std::string_view name_of(Severity severity);

/// "mcpgen.yaml:14:9", "mcpgen.yaml" for a file as a whole, "" for the whole run.
std::string to_text(const Place& place);

/// What is wrong and what to do (or, without help, what was expected) in one line.
std::string sentence(const Diagnostic& diagnostic);

}  // namespace mcpgen
