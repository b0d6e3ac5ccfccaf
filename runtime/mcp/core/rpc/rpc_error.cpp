#include <mcp/core/rpc/rpc_error.h>

#include <mcp/core/log.h>
#include <mcp/core/random.h>
#include <mcp/json/writer.h>

namespace mcp {

namespace {

std::string correlation_id(const Subject& subject) {
  if (!subject.request_id.empty()) return std::string(subject.request_id);
  const Result<std::string> handle = random_handle();
  return handle ? handle->substr(0, 16) : "none";
}

}  // namespace

RpcError internal_error(const Subject& subject, std::string_view event, std::string_view what) {
  const std::string id = correlation_id(subject);
  log_line(LogLevel::error, event, {{"method", subject.method}, {"what", what}, {"correlation_id", id}});
  return {.code = rpc_code::kInternalError, .message = "internal error (correlation id " + id + ")"};
}

RpcError to_rpc_error(const Error& error, const Subject& subject) {
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
    case Error::Code::internal:
      return internal_error(subject, "a handler failed", error.message);
    case Error::Code::tool_failed:
    case Error::Code::unanswered:
      break;
  }
  return {.code = rpc_code::kInternalError, .message = error.message};
}

RpcError with_request_id(RpcError error, std::string_view request_id) {
  if (request_id.empty()) return error;
  std::string member;
  JsonWriter writer(member);
  writer.begin_object().key("requestId").string(request_id).end_object();
  if (error.data.empty()) {
    error.data = member;
  } else if (error.data.starts_with('{')) {
    const bool alone = error.data == "{}";
    error.data.replace(error.data.size() - 1, 1, (alone ? "" : ",") + member.substr(1));
  }
  return error;
}

RpcError missing_resource(const Revision& revision, std::string_view uri) {
  RpcError error{.code = revision.missing_resource, .message = "resource not found"};
  JsonWriter writer(error.data);
  writer.begin_object().key("uri").string(uri).end_object();
  return error;
}

}  // namespace mcp
