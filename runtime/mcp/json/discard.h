#pragma once

#include <mcp/json/json_fwd.h>

namespace mcp {

/// Leaves nothing of a value that was read within limits, so that it does not nest deeply. What nlohmann_json
/// does at the end of an array or object that is not empty takes memory, and ends the process where there is
/// none.
void discard(Json& value) noexcept;

}  // namespace mcp
