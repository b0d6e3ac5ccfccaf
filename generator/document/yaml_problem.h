#pragma once

#include <yaml.h>

#include "document/tree_builder.h"

namespace mcpgen {

/// Reports why `parser` stopped: where the author has to look, what is wrong and what to do.
void report_yaml_problem(const yaml_parser_t& parser, const SourceFile& source, TreeBuilder& tree);

}  // namespace mcpgen
