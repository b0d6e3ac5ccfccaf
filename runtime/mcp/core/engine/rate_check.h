#pragma once

#include <optional>

#include <mcp/core/engine/engine.h>
#include <mcp/core/rpc/rpc_error.h>

namespace mcp {

struct Request;
struct Session;
struct Tool;

/// Counts one more request of this caller, whatever it is about to be; an error where that is too many.
/// `session` is the one that it belongs to; null for none.
std::optional<RpcError> over_rate(Engine::Impl& engine, const Caller& caller,
                                  const Session* session = nullptr);
std::optional<RpcError> over_rate(const Request& request);
/// Counts one more run of `tool`.
std::optional<RpcError> over_rate(const Request& request, const Tool& tool);

}  // namespace mcp
