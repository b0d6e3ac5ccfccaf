#pragma once

#include <set>
#include <string_view>

#include "manifest/manifest.h"

namespace mcpgen {

/// What kind of C++ type a schema can honestly have.
enum class Shape { string, integer, number, boolean, enumeration, record, map, list, anything };

struct SchemaShape {
  Shape shape = Shape::anything;
  bool nullable = false;  ///< `type: [x, "null"]`
  bool plain = false;     ///< it says nothing that the C++ type does not guarantee
};

SchemaShape shape_of(const SchemaNode& schema);

/// The members that an object schema requires.
std::set<std::string_view> required_of(const SchemaNode& schema);

/// The `$ref` of a schema, "" for none.
std::string_view reference_of(const SchemaNode& schema);

/// Does `pattern` or `patternProperties` stand anywhere in it?
bool has_pattern(const SchemaNode& schema);

}  // namespace mcpgen
