#pragma once

#include <cstddef>
#include <optional>

#include <mcp/core/engine/listings.h>
#include <mcp/core/engine/request.h>

namespace mcp {

/// The page that the request's cursor names; otherwise the request is refused here.
std::optional<std::size_t> named_page(const Request& request);
/// A cursor that names no page.
RpcError unknown_cursor();

/// Answers a list method with the page that its cursor names.
void answer_page(Request&& request, Listings::Kind kind);

}  // namespace mcp
