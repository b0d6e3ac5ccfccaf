#pragma once

namespace keycloak_secure {

/// What the handlers share: nothing, this server keeps no data.
struct State {};

}  // namespace keycloak_secure
