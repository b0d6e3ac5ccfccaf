#pragma once

#include <mcp/core/engine/listings.h>
#include <mcp/core/engine/request.h>

namespace mcp {

/// Answers a list method with the page that its cursor names.
void answer_page(Request&& request, Listings::Kind kind);

}  // namespace mcp
