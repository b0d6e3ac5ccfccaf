#include "document/extent.h"

#include <algorithm>

namespace mcpgen {

Extent extent_of(const Node& node) {
  Extent all;
  const auto add = [&all](const Node& child, std::size_t keys) {
    const Extent inner = extent_of(child);
    all.nodes += inner.nodes + keys;
    all.levels = std::max(all.levels, inner.levels + 1);
  };
  for (const Node& item : node.items) add(item, 0);
  for (const Member& member : node.members) add(member.value, 1);
  return all;
}

}  // namespace mcpgen
