#include "refusals.h"

#include <utility>

#include <mcp/core/engine/rate_check.h>
#include <mcp/core/rpc/answer.h>
#include <mcp/transport/http/door/exchange.h>
#include <mcp/transport/http/door/media_type.h>

namespace mcp::http {

Response refusal(int status, int code, std::string text) {
  return refusal(RpcError{.code = code, .message = std::move(text), .http_status = status});
}

Response refusal(const RpcError& error) { return json(standing_of(error), error_message({}, error)); }

Response refusal(const Error& error) { return refusal(to_rpc_error(error, {})); }

void refuse(const Engine& engine, const Request& request, Response response) {
  const auto too_often = over_rate(engine.impl(), request.caller);
  request.reply.send(too_often ? refusal(*too_often) : std::move(response));
}

std::optional<Response> unless_json(const Head& head) {
  if (is_json(head[Name::content_type]) && !head[Name::content_encoding]) return {};
  return plain(415, "the body must be JSON: `Content-Type: application/json`");
}

}  // namespace mcp::http
