#pragma once

#include <string>
#include <string_view>

#include "support/diagnostic.h"
#include "support/source.h"

namespace mcpgen {

/// Reports what no string literal can hold: U+0000, and more than the 65,536 bytes every compiler takes.
bool require_printable(std::string_view text, Place place, Diagnostics& diagnostics);

/// Whether CMake files can hold the text so that it means itself: no character that nobody sees, no `;` and
/// no `$<`, which mean more once a function passes them on.
bool is_cmake_text(std::string_view text);

/// The first sentence or line of a description, cut to one line of a comment.
std::string summary(std::string_view description);

}  // namespace mcpgen
