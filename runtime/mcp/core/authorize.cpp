#include <mcp/core/authenticator.h>

namespace mcp {

Result<void> authorize(const Principal& principal, const std::vector<std::string>& scopes, bool open) {
  if (open && scopes.empty()) return {};
  if (principal.stranger)
    return Error{Error::Code::unauthorized, "this is only for callers that prove who they are"};
  std::string missing;
  for (const std::string& scope : scopes) {
    if (principal.has_scope(scope)) continue;
    if (!missing.empty()) missing += ' ';
    missing += scope;
  }
  if (missing.empty()) return {};
  const Error::Code code = principal.anonymous() ? Error::Code::unauthorized : Error::Code::forbidden;
  return Error{code, "missing scope: " + missing};
}

}  // namespace mcp
