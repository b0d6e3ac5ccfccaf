#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include <mcp/core/result.h>

namespace mcp {

/// Why open() gives nothing: whichever of the reasons it is, the client hears no more.
inline Error unusable_state() {
  return {Error::Code::invalid_params, "requestState is unknown, expired or made for another request"};
}

/// Hands state to the client and takes it back unchanged. `binding` names what the state is good for
/// (principal, method, digest of the arguments): opening with another binding, a changed byte or past
/// its time fails with invalid_params. Called from any thread.
class Sealer {
 public:
  virtual ~Sealer() = default;
  virtual Result<std::string> seal(std::string_view state, std::string_view binding,
                                   std::chrono::seconds lifetime) = 0;
  virtual Result<std::string> open(std::string_view sealed, std::string_view binding) = 0;
};

}  // namespace mcp
