#pragma once

#include <yaml.h>

#include "support/source.h"

namespace mcpgen {

/// The character at a mark of libyaml's.
Place yaml_place(const SourceFile& source, const yaml_mark_t& mark);

/// From `start` to `end` when that is on one line, else the character at `start`.
Place yaml_place(const SourceFile& source, const yaml_mark_t& start, const yaml_mark_t& end);

}  // namespace mcpgen
