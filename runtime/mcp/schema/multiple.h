#pragma once

#include <mcp/json/json_fwd.h>

namespace mcp::schema {

/// Whether `number` is an integer times `divisor`, which is above 0. Decided in decimal, as written:
/// 0.0075 is a multiple of 0.0001.
bool is_multiple(const Json& number, const Json& divisor);

}  // namespace mcp::schema
