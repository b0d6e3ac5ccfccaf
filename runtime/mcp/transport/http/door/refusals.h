#pragma once

#include <optional>
#include <string>

#include <mcp/core/engine/engine.h>
#include <mcp/core/rpc/rpc_error.h>
#include <mcp/transport/http/net/service.h>
#include <mcp/transport/http/wire/head.h>
#include <mcp/transport/http/wire/response.h>

namespace mcp::http {

/// Why a message was not taken in, as JSON-RPC says it of one whose id is not known.
Response refusal(int status, int code, std::string text);
Response refusal(const RpcError& error);
Response refusal(const Error& error);

/// Answers a request that a door refuses before anybody knows what it asks for: it counts all the same, and
/// may be one too many.
void refuse(const Engine& engine, const Request& request, Response response);

/// A refusal unless the body is JSON, as it stands.
std::optional<Response> unless_json(const Head& head);

}  // namespace mcp::http
