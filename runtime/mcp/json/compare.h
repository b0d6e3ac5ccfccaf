#pragma once

#include <cstddef>
#include <string>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// Equality as JSON Schema means it: 1 equals 1.0, and the order of members does not count.
bool equal(const Json& a, const Json& b);

/// A hash that agrees with equal().
std::size_t hash(const Json& value);

/// One text for equal values: members sorted, numbers in one spelling. For digests.
std::string canonical_text(const Json& value);

}  // namespace mcp
