#pragma once

#include <vector>

#include <mcp/schema/run.h>

namespace mcp::schema {

/// What to say when `value` matches none of `alternatives`: the choice where each of them asks for one
/// thing, otherwise what is wrong by the alternative that the value comes nearest to.
std::vector<Violation> nearest_failure(Run& run, const std::vector<const Node*>& alternatives,
                                       const Json& value, const Place& place);

}  // namespace mcp::schema
