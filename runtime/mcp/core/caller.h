#pragma once

#include <string>

#include <mcp/core/principal.h>

namespace mcp {

/// Who calls, from where, and for what.
struct Caller {
  Principal principal{};
  std::string address{};     ///< of the other machine; "" on this one
  std::string request_id{};  ///< what it calls its request, and the log too; "" where nothing does

  /// By what its part of the server is counted: callers that are not told apart have one part together.
  /// "" for an anonymous caller on this machine, who has all.
  std::string share() const {
    if (!principal.anonymous()) return principal.id();
    return address.empty() ? "" : "@" + address;
  }
};

}  // namespace mcp
