#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <mcp/core/rpc/rpc_error.h>
#include <mcp/json/held_json.h>

namespace mcp {

class JsonParts;

/// One JSON-RPC message whose shape is known to be right.
struct RpcMessage {
  enum class Kind { request, notification, response };

  Kind kind = Kind::notification;
  std::string id{};      ///< JSON text as it came; "" for a notification
  std::string method{};  ///< "" for a response
  HeldJson params{};     ///< an object; null for a response
  HeldJson answer{};     ///< a response: its `result` or its `error`
  bool failed = false;   ///< a response: it holds an `error`
};

/// Why something is no message, and the id to answer under, "" when none could be read.
struct BadRpcMessage {
  RpcError error;
  std::string id{};
  bool notification = false;  ///< it would have been one, and those are never answered
};

inline constexpr std::size_t kMaxIdBytes = 1024;

std::variant<RpcMessage, BadRpcMessage> read_message(JsonParts&& parts);

/// True when the id written as `text` is `id`, however each of them is escaped.
bool is_same_id(std::string_view text, const Json& id);

}  // namespace mcp
