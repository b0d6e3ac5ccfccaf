#include <mcp/core/authenticator.h>

namespace mcp {

Result<void> authorize(const Principal& principal, const std::vector<std::string>& scopes) {
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
