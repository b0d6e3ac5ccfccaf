#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <mcp/core/principal.h>
#include <mcp/core/result.h>

namespace mcp {

/// What is known of a request before its body is read.
struct RequestHead {
  std::string peer{};  ///< address of the socket, "" for a pipe
  std::vector<std::pair<std::string, std::string>> headers;
};

/// Decides who is calling. Called from any thread.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  virtual Result<Principal> authenticate(const RequestHead& head) = 0;
};

/// Decides whether `principal` may use something that needs all of `scopes`. The one place, for every
/// door and revision. The error names every missing scope.
Result<void> authorize(const Principal& principal, const std::vector<std::string>& scopes);

}  // namespace mcp
