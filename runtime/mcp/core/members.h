#pragma once

#include <string>
#include <string_view>

#include <mcp/json/json_fwd.h>

namespace mcp {

/// The member `name` of `value`, or nullptr when that is no object or has none of that name.
const Json* find_member(const Json& value, std::string_view name);

/// The same, when the member is a string.
const std::string* find_text(const Json& value, std::string_view name);

}  // namespace mcp
