#include "refused_token.h"

namespace mcp::auth {

Error no_valid_token() { return {Error::Code::unauthorized, "a valid access token is needed"}; }

Result<Principal> told(Result<Principal> found, const RequestHead& head) {
  if (found) return found;
  if (found.error().code != Error::Code::unauthorized) return found;
  head.explain("the token: " + found.error().message);
  return no_valid_token();
}

}  // namespace mcp::auth
