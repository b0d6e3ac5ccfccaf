#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <mcp/schema/program.h>

namespace mcp::schema {

/// Puts the defaults of a schema into one value that satisfies it.
class Fill {
 public:
  /// Into `value` and all that is in it, as far as `node` describes it.
  void into(const Node& node, Json& value);
  /// Gives `object` a member `name` when it has none and `node` has a default for it.
  void member(const Node& node, Json& object, const std::string& name);
  /// Was something left out, since defaults within defaults became too many?
  bool too_much() const { return too_much_; }

 private:
  std::size_t depth_ = 0;
  std::size_t added_within_ = 0;
  bool too_much_ = false;
  std::vector<const Node*> within_;  ///< whose defaults are being filled in themselves
};

/// The default of a schema or, when it has none, of what it refers to; null when there is none.
const Json* default_of(const Node& node);

}  // namespace mcp::schema
