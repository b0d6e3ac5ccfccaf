#pragma once

#include <optional>

#include <mcp/core/rpc/rpc_error.h>

namespace mcp {

struct Request;
struct Tool;

/// Counts one more request of this caller, whatever it is about to be; an error where that is too many.
std::optional<RpcError> over_rate(const Request& request);
/// Counts one more run of `tool`.
std::optional<RpcError> over_rate(const Request& request, const Tool& tool);

}  // namespace mcp
