#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <mcp/json/json_fwd.h>

namespace mcpgen {

/// More than this no message of a server may have, in bytes.
inline constexpr std::size_t kMessageLimit = 64 * 1024 * 1024;

/// The JSON object that a server's text is, or nothing.
std::optional<mcp::Json> read_message(std::string_view text);

/// The same, or those of a batch, which is a list of some; none where it is neither.
std::vector<mcp::Json> read_messages(std::string_view text);

/// Does it answer the request `id`? A server that could not read a request tells so about none.
bool answers(const mcp::Json& message, const mcp::Json& id);

}  // namespace mcpgen
