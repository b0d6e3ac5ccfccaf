#include "keycloak_secure.h"
#include "state.h"

namespace keycloak_secure {

mcp::Result<MeOutput> Handlers::me(const MeInput&, mcp::Context& context) {
  const mcp::Principal& caller = context.principal();
  return MeOutput{
      .subject = caller.subject, .issuer = caller.issuer, .scopes = caller.scopes, .roles = caller.roles};
}

}  // namespace keycloak_secure
