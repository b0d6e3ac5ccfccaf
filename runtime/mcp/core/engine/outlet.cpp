#include <mcp/core/engine/engine.h>
#include <mcp/core/rpc/answer.h>

namespace mcp {

Standing standing_of(const RpcError& error) { return {error.http_status, error.scopes, error.retry_after}; }

void Outlet::answer_result(std::string_view id, std::string_view result) {
  answer(result_message(id, result), {});
}

void Outlet::answer_error(std::string_view id, const RpcError& error) {
  answer(error_message(id, error), standing_of(error));
}

}  // namespace mcp
