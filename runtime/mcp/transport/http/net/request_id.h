#pragma once

#include <string>

#include <mcp/transport/http/wire/head.h>

namespace mcp::http {

/// A UUID of version 7: those made later sort after.
std::string make_request_id();

/// What the client calls its request, where that is a plain word; else a new one.
std::string request_id(const Head& head);

}  // namespace mcp::http
