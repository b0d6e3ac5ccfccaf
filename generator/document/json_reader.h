#pragma once

#include <optional>

#include "document/document.h"

namespace mcpgen {

/// One JSON text by RFC 8259, nothing more lenient. The text is known to be UTF-8.
std::optional<Node> read_json(const SourceFile& source, Diagnostics& diagnostics,
                              const DocumentLimits& limits);

}  // namespace mcpgen
