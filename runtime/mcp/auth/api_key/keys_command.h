#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <mcp/auth/api_key/key_store.h>
#include <mcp/core/result.h>

// What `<server> keys …` does.

namespace mcp::auth::keys {

/// What a command stands on.
struct Desk {
  std::function<Result<std::unique_ptr<KeyStore>>()> open;
  const std::vector<std::string>& scopes;  ///< that keys may be given
  std::string_view header;
};

/// What is to be printed.
Result<std::string> run_keys(const Desk& desk, std::span<const std::string_view> arguments);

}  // namespace mcp::auth::keys
