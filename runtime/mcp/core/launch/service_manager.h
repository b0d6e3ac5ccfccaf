#pragma once

#include <string>
#include <string_view>

#include <mcp/core/descriptor.h>
#include <mcp/core/result.h>

namespace mcp {

/// Who started the process as a service, where systemd did or somebody who speaks as it does.
class ServiceManager {
 public:
  /// Takes the variables that are meant for this process out of the environment: its children are not.
  /// Before other threads run.
  static ServiceManager take_over();

  /// Whether it passes one, of whatever kind: where the server listens is its word then.
  bool passes_socket() const;
  /// The socket that it listens on for this process; none where it does not. An error where that is not one
  /// that can be served.
  Result<Descriptor> take_socket();
  /// `READY=1`, `STOPPING=1`: what sd_notify(3) knows. Does nothing where nobody wants to hear.
  void tell(std::string_view state) const;

 private:
  std::string listener_{};  ///< path of its socket, or `@name`
  std::string sockets_{};   ///< how many were passed
};

}  // namespace mcp
