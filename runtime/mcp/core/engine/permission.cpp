#include <mcp/core/engine/permission.h>

#include <mcp/core/authenticator.h>
#include <mcp/core/caller.h>
#include <mcp/core/refusal_log.h>

namespace mcp {

std::optional<RpcError> refusal_of(const Request& request, const std::vector<std::string>& scopes,
                                   bool open) {
  const auto allowed = authorize(request.caller->principal, scopes, open);
  if (allowed) return {};
  RpcError error = to_rpc_error(allowed.error(), request.subject());
  const Caller& caller = *request.caller;
  log_refusal(caller.principal.stranger ? Refusal::nothing_shown : Refusal::not_allowed,
              {{"why", error.message},
               {"method", request.method},
               {"caller", caller.principal.subject},
               {"peer", caller.address},
               {"request_id", caller.request_id}});
  for (const std::string& scope : scopes) error.scopes.append(error.scopes.empty() ? "" : " ").append(scope);
  return error;
}

}  // namespace mcp
