#pragma once

#include <string>
#include <vector>

#include "manifest/manifest.h"

namespace mcpgen {

/// The schema as clients receive it, JSON text on one line: as written, but that `#/types/X` is put in its
/// place (what is recursive, under `$defs`) and that the root says its `type` where it is an object.
/// `examples` join those that the schema has.
std::string wire_schema(const SchemaNode& schema, const std::vector<TypeEntry>& types,
                        const std::vector<Node>& examples = {});

/// An object with the one member `result` that has this schema; "" when the schema is of an object anyway.
std::string wrapped_wire_schema(const SchemaNode& schema, const std::vector<TypeEntry>& types);

}  // namespace mcpgen
