#pragma once

#include "manifest/manifest.h"

namespace mcpgen {

/// Does a JSON template give what `output` allows, whatever arguments `input` allows? False where that
/// cannot be told from here.
bool always_fits(const Node& json_template, const SchemaNode& output, const SchemaNode& input);

}  // namespace mcpgen
