#include <mcp/core/engine/engine.h>
#include <mcp/core/rpc/answer.h>

namespace mcp {

void Outlet::answer_result(std::string_view id, std::string_view result) {
  answer(result_message(id, result), 200);
}

void Outlet::answer_error(std::string_view id, const RpcError& error) {
  answer(error_message(id, error), error.http_status);
}

}  // namespace mcp
