#pragma once

#include <optional>

#include "document/document.h"

namespace mcpgen {

/// One YAML document by the 1.2 core schema. The text is known to be UTF-8 without odd characters.
std::optional<Node> read_yaml(const SourceFile& source, Diagnostics& diagnostics,
                              const DocumentLimits& limits);

}  // namespace mcpgen
