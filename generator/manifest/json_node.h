#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "document/node.h"

namespace mcpgen {

/// A JSON text as a node, all of it standing at `place`; nothing when it is no JSON.
std::optional<Node> node_from_json_text(std::string_view text, Place place);

/// The node that a JSON Pointer leads to, or the last one on the way there.
const Node& node_at(const Node& root, std::string_view pointer);

/// `key` as a step of a JSON Pointer.
std::string pointer_step(std::string_view key);

/// A JSON Pointer as the fragment of a reference, without the `#`.
std::string as_fragment(std::string_view pointer);

}  // namespace mcpgen
