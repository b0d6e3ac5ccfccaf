#include "refused_token.h"

#include <mcp/core/log.h>

namespace mcp::auth {

Error no_valid_token() { return {Error::Code::unauthorized, "a valid access token is needed"}; }

Result<Principal> told(Result<Principal> found, const RequestHead& head) {
  if (found) return found;
  if (found.error().code != Error::Code::unauthorized && found.error().code != Error::Code::not_found)
    return found;
  log_line(LogLevel::info, "a token was refused", {{"why", found.error().message}, {"peer", head.peer()}});
  return no_valid_token();
}

}  // namespace mcp::auth
