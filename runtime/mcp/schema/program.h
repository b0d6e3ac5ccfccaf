#pragma once

#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <mcp/json/json_fwd.h>

namespace mcp::schema {

class Fill;
class Run;
struct Node;
struct Place;

/// One keyword of a schema, or the few that only make sense together.
class Keyword {
 public:
  virtual ~Keyword() = default;
  /// False when `value` breaks it, after saying why to `run`.
  virtual bool check(Run& run, const Json& value, const Place& place) const = 0;
  /// Is it about what the keywords before it left over? Then it is not checked when one of them is broken.
  virtual bool is_about_rest() const { return false; }
  /// Puts in the defaults of the schemas that certainly describe `value` or a part of it.
  virtual void fill(Fill&, Json&) const {}
};

/// A schema with an `$id` of its own: what a `$dynamicRef` can find in it.
struct Resource {
  std::map<std::string, const Node*, std::less<>> dynamic_anchors;
};

/// One compiled schema object.
struct Node {
  const Resource* resource = nullptr;
  bool never = false;        ///< the schema `false`
  bool needs_notes = false;  ///< has an `unevaluated…` keyword
  std::vector<std::unique_ptr<const Keyword>> keywords;
  std::shared_ptr<const Json> fallback;  ///< its `default`, unless that is null
  const Node* reference = nullptr;       ///< its `$ref`
};

/// A compiled schema: nothing in it refers to the JSON it was made from.
struct Program {
  std::deque<Resource> resources;
  std::deque<Node> nodes;
  const Node* root = nullptr;
  bool has_defaults = false;
};

}  // namespace mcp::schema
