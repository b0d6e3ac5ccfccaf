#pragma once

#include <optional>

#include "document/node.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// Expands one type in shorthand, such as `integer(1..100) = 20 -- Rows to return`, to JSON Schema. Every
/// node of it stands where its words stand inside the text. Nothing after an error.
///
///   type = alt { "|" alt } [ "=" default ] [ "--" description ]
///   alt  = ( builtin | TypeName | literal ) [ "(" min ".." max ")" | "(/" regex "/)" ] { "[]" }
std::optional<Node> expand_shorthand(const Node& text, Diagnostics& diagnostics);

}  // namespace mcpgen
