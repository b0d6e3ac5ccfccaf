#pragma once

#include <optional>

#include "document/node.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Whether objects written as a map of fields refuse further members: arguments do, results do not.
enum class Objects { open, closed };

/// The JSON Schema of a type: shorthand text, a map of fields (each again a type), or JSON Schema, which
/// is taken as it stands, but that a number serves as a title or description. Nothing after an error.
std::optional<Node> read_shape(const Node& written, Objects objects, Diagnostics& diagnostics);

/// The same of what is JSON Schema in any case.
Node read_json_schema(Node written);

}  // namespace mcpgen
