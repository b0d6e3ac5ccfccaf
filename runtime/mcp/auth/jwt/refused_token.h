#pragma once

#include <mcp/core/authenticator.h>

namespace mcp::auth {

/// All that a caller hears, whatever is wrong with its token.
Error no_valid_token();

/// What a caller hears of what was found about its token. Why that was refused is for the log.
Result<Principal> told(Result<Principal> found, const RequestHead& head);

}  // namespace mcp::auth
