#pragma once

#include <functional>
#include <string>

#include <mcp/json/json_fwd.h>

namespace mcp::schema {

/// Calls `visit` with each schema directly inside `schema` and its pointer relative to it.
void for_each_subschema(const Json& schema,
                        const std::function<void(const Json& subschema, const std::string& pointer)>& visit);

}  // namespace mcp::schema
