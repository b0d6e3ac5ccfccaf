#pragma once

#include <cstddef>
#include <deque>
#include <string>

#include "document/document.h"
#include "document/key_index.h"

namespace mcpgen {

/// What YAML and JSON have in common while a tree grows: limits and duplicate keys.
class TreeBuilder {
 public:
  TreeBuilder(Diagnostics& diagnostics, const DocumentLimits& limits)
      : diagnostics_(diagnostics), limits_(limits) {}

  /// Accounts for one node at `depth` (the root has 1). False, and an error, beyond the limits.
  bool admit(std::size_t depth, Place at);

  /// The depth alone, for values that are copied.
  bool admit_depth(std::size_t depth, Place at);

  /// A number of nodes alone, known before they are read.
  bool admit_nodes(std::size_t nodes, Place at);

  /// The value to fill for a new member of `map`; for a repeated key an error and a value to throw away.
  Node& add_member(Node& map, KeyIndex& index, std::string key, Place key_place);

  Diagnostic& error(std::string_view code, Place at, std::string message);
  /// Whether anything was wrong in this text.
  bool failed() const { return failed_; }
  const DocumentLimits& limits() const { return limits_; }

 private:
  Diagnostics& diagnostics_;
  const DocumentLimits& limits_;
  std::size_t nodes_ = 0;
  bool failed_ = false;
  std::deque<Node> discarded_;  // a repeated key may stand inside the value of another
};

}  // namespace mcpgen
