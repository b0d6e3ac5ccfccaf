#pragma once

#include <string>
#include <string_view>

#include <mcp/schema/schema.h>

namespace wire {

/// One definition of the official schema of `revision`, compiled; null when it has none of that name.
const mcp::schema::Schema* definition(std::string_view revision, std::string_view name);

}  // namespace wire
