#include <mcp/core/engine/request.h>

#include <utility>

#include <mcp/core/caller.h>
#include <mcp/core/engine/audited.h>
#include <mcp/core/engine/batch.h>
#include <mcp/core/engine/connection.h>
#include <mcp/core/members.h>
#include <mcp/core/rpc/answer.h>

namespace mcp {

void Request::answer(std::string_view result) const {
  if (batch != nullptr) return batch->add(result_message(id, result));
  if (connection->closed()) return reply->drop();
  reply->answer_result(id, result);
}

void Request::refuse(const RpcError& error) const {
  if (audited != nullptr) audited->end(*this, error.code);
  const RpcError told = with_request_id(error, caller->request_id);
  if (batch != nullptr) return batch->add(error_message(id, told));
  if (connection->closed()) return reply->drop();
  reply->answer_error(id, told);
}

Subject Request::subject() const { return {.method = method, .request_id = caller->request_id}; }

void Request::drop() const {
  if (audited != nullptr) audited->end(*this, rpc_code::kCancelled);
  if (batch != nullptr) {
    batch->skip();
  } else {
    reply->drop();
  }
}

void Request::send(std::string message) const {
  if (!connection->closed()) reply->send(std::move(message));
}

void Request::wait_for_room() const { reply->wait_for_room(); }

const Json* Request::param(std::string_view name) const { return find_member(params, name); }

const Json* Request::meta(std::string_view name) const {
  const Json* meta = param("_meta");
  return meta == nullptr ? nullptr : find_member(*meta, name);
}

const std::string* Request::text_param(std::string_view name) const { return find_text(params, name); }

RpcError invalid_params(std::string message) {
  return {.code = rpc_code::kInvalidParams, .message = std::move(message)};
}

}  // namespace mcp
