#pragma once

#include <string>
#include <string_view>

#include "support/diagnostic.h"
#include "support/source.h"

namespace mcpgen {

/// Reports what no string literal can hold: U+0000, and more than the 65,536 bytes every compiler takes.
bool require_printable(std::string_view text, Place place, Diagnostics& diagnostics);

/// The first sentence or line of a description, cut to one line of a comment.
std::string summary(std::string_view description);

}  // namespace mcpgen
