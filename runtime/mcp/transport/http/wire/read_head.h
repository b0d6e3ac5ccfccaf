#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <mcp/transport/http/wire/head.h>
#include <mcp/transport/http/wire/refusal.h>

namespace mcp::http {

/// Reads the head of a request, which ends with an empty line, exactly as RFC 9112 writes it, without
/// anything that it lets a recipient repair: no folded lines, no bare line feeds, no space before a colon.
std::optional<Refusal> read_head(std::string_view text, std::size_t max_fields, Head& head);

}  // namespace mcp::http
