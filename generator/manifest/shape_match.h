#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "document/node.h"

namespace mcpgen {

/// True when `node` is of JSON Schema type `type`, a name or a list of names.
bool has_type(const Node& node, const nlohmann::ordered_json& type);

/// True when `node`, which is of type `type`, is no other than a string there.
bool is_text_alone(const Node& node, const nlohmann::ordered_json& type);

/// True when `node` is the scalar `value`.
bool is_value(const Node& node, const nlohmann::ordered_json& value);

/// Decides the `if` of our schemas: they ask for a type, for keys, and for the value of keys.
bool matches(const Node& node, const nlohmann::ordered_json& condition);

/// "a map", "a number", …
std::string_view kind_name(Node::Kind kind);

/// The types of `type` for a reader: "a map or text".
std::string type_names(const nlohmann::ordered_json& type);

}  // namespace mcpgen
