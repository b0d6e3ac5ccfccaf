#include <mcp/core/rpc/rpc_error.h>

#include <mcp/json/writer.h>

namespace mcp {

RpcError to_rpc_error(const Error& error) {
  switch (error.code) {
    case Error::Code::invalid_params:
    case Error::Code::not_found:
      return {.code = rpc_code::kInvalidParams, .message = error.message};
    case Error::Code::unauthorized:
      return {.code = rpc_code::kUnauthorized, .message = error.message, .http_status = 401};
    case Error::Code::forbidden:
      return {.code = rpc_code::kForbidden, .message = error.message, .http_status = 403};
    case Error::Code::rate_limited:
      return {.code = rpc_code::kRateLimited, .message = error.message, .http_status = 429};
    case Error::Code::cancelled:
      return {.code = rpc_code::kCancelled, .message = error.message};
    case Error::Code::unavailable:
      return {.code = rpc_code::kUnavailable, .message = error.message, .http_status = 503};
    case Error::Code::deadline_exceeded:
      return {.code = rpc_code::kDeadlineExceeded, .message = error.message, .http_status = 504};
    case Error::Code::tool_failed:
    case Error::Code::internal:
    case Error::Code::unanswered:
      break;
  }
  return {.code = rpc_code::kInternalError, .message = error.message};
}

RpcError missing_resource(const Revision& revision, std::string_view uri) {
  RpcError error{.code = revision.missing_resource, .message = "resource not found"};
  JsonWriter writer(error.data);
  writer.begin_object().key("uri").string(uri).end_object();
  return error;
}

}  // namespace mcp
