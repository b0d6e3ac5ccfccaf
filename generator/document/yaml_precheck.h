#pragma once

#include "document/document.h"

namespace mcpgen {

/// False, and an error, for a text that libyaml must not see or that would not fit: directives, which it
/// compares each with all before, and more nodes than allowed, before a tree of them takes memory.
bool check_yaml_bounds(const SourceFile& source, Diagnostics& diagnostics, const DocumentLimits& limits);

/// Whether a line between tokens says nothing: blank, or a comment.
bool is_blank_or_comment(std::string_view line);

}  // namespace mcpgen
