#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <mcp/core/error.h>
#include <mcp/core/revision/revision.h>

namespace mcp {

namespace rpc_code {
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kHeaderMismatch = -32020;
inline constexpr int kMissingCapability = -32021;
inline constexpr int kUnsupportedVersion = -32022;
// Ours, outside the range that JSON-RPC reserves; they read like the HTTP status they go with.
inline constexpr int kUnauthorized = 401;
inline constexpr int kForbidden = 403;
inline constexpr int kNotFound = 404;
inline constexpr int kRateLimited = 429;
inline constexpr int kCancelled = 499;
inline constexpr int kUnavailable = 503;
inline constexpr int kDeadlineExceeded = 504;
}  // namespace rpc_code

/// A JSON-RPC error, with the status that HTTP gives it.
struct RpcError {
  int code = rpc_code::kInternalError;
  std::string message{};
  std::string data{};  ///< JSON text, "" for none
  int http_status = 200;
  std::string scopes{};  ///< all that it takes, where the caller lacks some; with spaces between them
  std::chrono::seconds retry_after{0};  ///< what HTTP says of it; 0: nothing that is known
};

/// The request that something went wrong with.
struct Subject {
  std::string_view method{};
  std::string_view request_id{};  ///< "" where nothing names it
};

/// A fault that is not the client's: the log gets `what`, the client an id under which it stands there.
RpcError internal_error(const Subject& subject, std::string_view event, std::string_view what);

/// The one place where an Error of a handler gets its code.
RpcError to_rpc_error(const Error& error, const Subject& subject);

/// The same error, with the request's id among its data where there is one.
RpcError with_request_id(RpcError error, std::string_view request_id);

/// A resource that is not there, as `revision` says it.
RpcError missing_resource(const Revision& revision, std::string_view uri);

}  // namespace mcp
