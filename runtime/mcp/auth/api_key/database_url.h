#pragma once

#include <string>
#include <string_view>

#include <mcp/core/result.h>

namespace mcp::auth::keys {

/// The path of `sqlite:///keys.db`, which begins in the working folder, or `sqlite:////var/lib/keys.db`.
Result<std::string> path_of(std::string_view url);

}  // namespace mcp::auth::keys
