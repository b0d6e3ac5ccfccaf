#pragma once

#include <string>
#include <vector>

#include <mcp/json/json_fwd.h>

namespace mcp::schema {

/// `value` as JSON text, shortened where it is long.
std::string shown(const Json& value);

/// `text` itself, or its beginning and "…" where it is long.
std::string shortened(std::string text);

/// "1 item", "2 items".
std::string counted(std::size_t count, const char* noun, const char* plural);

/// The parts with commas, and "…" for those beyond the first dozen.
std::string listed(const std::vector<std::string>& parts);

}  // namespace mcp::schema
