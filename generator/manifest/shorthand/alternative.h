#pragma once

#include <vector>

#include "document/node.h"

namespace mcpgen {

/// One of the types between `|`.
struct Alternative {
  enum class Kind {
    type,     ///< a builtin
    shape,    ///< a builtin with a constraint or `[]`, or a named type
    literal,  ///< a value
    word,     ///< a bare word: a value of an enumeration, unless types stand beside it
  };
  Kind kind = Kind::type;
  Node node;  ///< the schema, or the value itself
  Place place;

  bool is_value() const { return kind == Kind::literal || kind == Kind::word; }
  bool is_null() const;
};

/// The one schema that accepts what any of `alternatives` does: an enumeration where all are values, a list
/// of types where that says it, else `anyOf`.
Node combine(std::vector<Alternative> alternatives, Place whole);

}  // namespace mcpgen
