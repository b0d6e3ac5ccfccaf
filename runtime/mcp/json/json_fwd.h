#pragma once

#include <nlohmann/json_fwd.hpp>

namespace mcp {

/// A JSON value that keeps its members in the order they were written. Include <mcp/json/json.h>
/// to use one; headers that only pass it on need no more than this.
using Json = nlohmann::ordered_json;

}  // namespace mcp
