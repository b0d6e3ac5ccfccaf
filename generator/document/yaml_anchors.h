#pragma once

#include <map>
#include <string>

#include "document/tree_builder.h"

namespace mcpgen {

/// What the anchors of one document name. Every copy of a value, at its anchor as at its aliases, counts
/// against DocumentLimits::alias_nodes.
class YamlAnchors {
 public:
  explicit YamlAnchors(TreeBuilder& tree) : tree_(tree) {}

  /// The value of `&name` begins, so `*name` in it would be a cycle.
  void begin(const std::string& name);
  /// The value of `&name` is read. False, and an error, beyond the limit.
  bool complete(const std::string& name, const Node& value);
  /// Puts what `*name` stands for in `node`. False, and an error, beyond a limit; an alias that stands for
  /// nothing is an error too, but reading may go on.
  bool resolve(const std::string& name, Place at, std::size_t depth, Node& node);

 private:
  struct Anchor {
    bool complete = false;
    Node value;
  };

  bool charge(std::size_t nodes, Place at);

  TreeBuilder& tree_;
  std::map<std::string, Anchor> anchors_;
  std::size_t copied_ = 0;
};

}  // namespace mcpgen
