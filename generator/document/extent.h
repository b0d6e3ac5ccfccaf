#pragma once

#include <cstddef>

#include "document/node.h"

namespace mcpgen {

/// Nodes (keys among them) and levels of a tree.
struct Extent {
  std::size_t nodes = 1;
  std::size_t levels = 1;
};

Extent extent_of(const Node& node);

}  // namespace mcpgen
