#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "document/node.h"

namespace mcpgen {

/// Keywords of JSON Schema 2020-12 and what draft 7 called them, and every `x-` word.
bool is_schema_keyword(std::string_view word);
std::vector<std::string> schema_keywords();
/// Do schemas stand under this keyword?
bool holds_schemas(std::string_view keyword);

/// string, number, integer, boolean, array, object or null.
bool is_json_schema_type(std::string_view word);
std::vector<std::string> json_schema_types();

/// Calls `visit` for `schema` and every schema inside it with its JSON Pointer, outermost first. Values
/// under `default`, `const`, `enum` and `examples` are data, not schemas.
void walk_schema(const Node& schema,
                 const std::function<void(const Node& schema, const std::string& pointer)>& visit);

/// Calls `change` for every schema directly inside `schema`, which may make another of it.
void change_inner_schemas(Node& schema, const std::function<void(Node& schema)>& change);

}  // namespace mcpgen
