#pragma once

#include <string>
#include <string_view>

#include <mcp/core/rpc/rpc_error.h>

// The four kinds of message we send. `id` is JSON text as it came, "" when there is none to echo.

namespace mcp {

/// `result` is JSON text.
std::string result_message(std::string_view id, std::string_view result);
void append_result_message(std::string& out, std::string_view id, std::string_view result);
std::string error_message(std::string_view id, const RpcError& error);
/// `params` is JSON text, "" for none.
std::string notification_message(std::string_view method, std::string_view params);
std::string request_message(std::string_view id, std::string_view method, std::string_view params);

/// The `error` object alone.
std::string error_object(const RpcError& error);

}  // namespace mcp
