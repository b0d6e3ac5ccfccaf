#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <mcp/json/json_fwd.h>

namespace mcpgen {

/// More than this no message of a server may have, in bytes.
inline constexpr std::size_t kMessageLimit = 64 * 1024 * 1024;

/// The JSON object that a server's text is, or nothing.
std::optional<mcp::Json> read_message(std::string_view text);

}  // namespace mcpgen
