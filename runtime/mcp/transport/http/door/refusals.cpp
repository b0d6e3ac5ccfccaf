#include "refusals.h"

#include <utility>

#include <mcp/core/rpc/answer.h>
#include <mcp/transport/http/door/exchange.h>
#include <mcp/transport/http/door/media_type.h>

namespace mcp::http {

Response refusal(int status, int code, std::string text) {
  return json(status, error_message({}, {.code = code, .message = std::move(text)}));
}

Response refusal(const Error& error) {
  const RpcError told = to_rpc_error(error, {});
  return refusal(told.http_status, told.code, told.message);
}

std::optional<Response> unless_json(const Head& head) {
  if (is_json(head[Name::content_type]) && !head[Name::content_encoding]) return {};
  return plain(415, "the body must be JSON: `Content-Type: application/json`");
}

}  // namespace mcp::http
