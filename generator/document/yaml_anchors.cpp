#include "document/yaml_anchors.h"

#include <fmt/format.h>

#include "document/extent.h"

namespace mcpgen {

void YamlAnchors::begin(const std::string& name) { anchors_[name].complete = false; }

bool YamlAnchors::complete(const std::string& name, const Node& value) {
  if (!charge(extent_of(value).nodes, value.place)) return false;
  anchors_[name] = {true, value};
  return true;
}

bool YamlAnchors::resolve(const std::string& name, Place at, std::size_t depth, Node& node) {
  const auto anchor = anchors_.find(name);
  if (anchor == anchors_.end()) {
    tree_.error("E0111", at, fmt::format("there is no anchor `&{}` before this", name))
        .helped("put text that begins with `*` in quotes");
    return true;
  }
  if (!anchor->second.complete) {
    tree_.error("E0111", at, fmt::format("`*{}` stands inside the value that it refers to", name))
        .helped("a type may refer to itself by its name under `types`");
    return true;
  }
  const Extent extent = extent_of(anchor->second.value);
  if (!charge(extent.nodes, at) || !tree_.admit_depth(depth + extent.levels - 1, at)) return false;
  node = anchor->second.value;
  return true;
}

bool YamlAnchors::charge(std::size_t nodes, Place at) {
  copied_ += nodes;
  const std::size_t limit = tree_.limits().alias_nodes;
  if (copied_ <= limit) return true;
  tree_.error("E0110", at, fmt::format("anchors and aliases stand for more than {} values", limit))
      .helped("share by name under `types`, where each is written once");
  return false;
}

}  // namespace mcpgen
