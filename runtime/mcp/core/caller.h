#pragma once

#include <string>

#include <mcp/core/principal.h>

namespace mcp {

/// Who calls, and from where.
struct Caller {
  Principal principal{};
  std::string address{};  ///< of the other machine; "" on this one

  /// By what its part of the server is counted: callers that are not told apart have one part together.
  /// "" for an anonymous caller on this machine, who has all.
  std::string share() const {
    if (!principal.anonymous()) return principal.id();
    return address.empty() ? "" : "@" + address;
  }
};

}  // namespace mcp
