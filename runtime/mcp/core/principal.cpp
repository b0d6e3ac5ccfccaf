#include <mcp/core/principal.h>

#include <algorithm>

namespace mcp {

bool Principal::has_scope(std::string_view scope) const {
  return owner || std::find(scopes.begin(), scopes.end(), scope) != scopes.end();
}

std::string Principal::id() const {
  // The length says where the issuer ends, so no issuer and subject can pass for another pair.
  return std::to_string(issuer.size()) + ':' + issuer + subject;
}

}  // namespace mcp
