#include "document/tree_builder.h"

#include <utility>

#include <fmt/format.h>

namespace mcpgen {

bool TreeBuilder::admit(std::size_t depth, Place at) {
  return admit_depth(depth, at) && admit_nodes(++nodes_, at);
}

bool TreeBuilder::admit_depth(std::size_t depth, Place at) {
  if (depth <= limits_.depth) return true;
  error("E0108", at, fmt::format("nested deeper than {} levels", limits_.depth))
      .helped("give inner parts a name under `types` and refer to them");
  return false;
}

bool TreeBuilder::admit_nodes(std::size_t nodes, Place at) {
  if (nodes <= limits_.nodes) return true;
  error("E0109", at, fmt::format("too many keys and values: more than {} in this file", limits_.nodes))
      .helped("offer less from one server, or divide it into several");
  return false;
}

Node& TreeBuilder::add_member(Node& map, KeyIndex& index, std::string key, Place key_place) {
  const std::size_t first = index.find(key);
  if (first != KeyIndex::kNone) {
    error("E0107", key_place, fmt::format("the key `{}` is given twice", key))
        .helped("remove one of the two, or rename it")
        .noted(map.members[first].key_place, "first given here");
    return discarded_.emplace_back();
  }
  return map.put(std::move(key), Node(), key_place);
}

Diagnostic& TreeBuilder::error(std::string_view code, Place at, std::string message) {
  failed_ = true;
  return diagnostics_.error(code, at, std::move(message));
}

}  // namespace mcpgen
