#pragma once

#include <string_view>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// Adds to an object a member that it does not have. Where the object has no room left, nlohmann_json copies
/// the members that it has, and what it does at the end of the old ones takes memory: see discard().
Json& add_member(Json& object, std::string_view name, Json value);

}  // namespace mcp
