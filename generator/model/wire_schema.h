#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "manifest/manifest.h"
#include "model/shared_types.h"
#include "support/diagnostic.h"

namespace mcpgen {

/// The schemas of a manifest as clients receive them, JSON text on one line. One that types make too deep or
/// too large is an error, and its text "".
class WireSchemas {
 public:
  WireSchemas(const SharedTypes& types, Diagnostics& diagnostics)
      : types_(types), diagnostics_(diagnostics) {}

  /// As written, but that `#/types/X` is put in its place (what is recursive, under `$defs`) and that the
  /// root says its `type` where it is an object. `examples` join those that the schema has.
  std::string whole(const SchemaNode& schema, const std::vector<Node>& examples = {});

  /// An object with the one member `result` that has this schema; "" when the schema is of an object anyway.
  std::string wrapped(const SchemaNode& schema);

 private:
  const SharedTypes& types_;
  Diagnostics& diagnostics_;
  std::size_t nodes_ = 0;  ///< that types have added so far
};

}  // namespace mcpgen
