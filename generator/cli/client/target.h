#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/client/session.h"
#include "cli/console.h"
#include "cli/options.h"

namespace mcpgen {

/// Options of the verbs that talk to a server.
std::vector<Option> client_options();

/// A server started for one command, and the session with it.
class Target {
 public:
  Target(const Given& given, const Console& console);

  /// Starts what the command line names and opens the session; otherwise says why not and gives the exit
  /// code.
  std::optional<int> open();
  Session& session() { return session_; }
  const mcp::Json& self() const { return self_; }
  /// Every item of a paged list.
  Session::Answer list(const std::string& method, const char* items);

 private:
  const Given& given_;
  const Console& console_;
  Connection connection_;
  Session session_;
  mcp::Json self_;
};

/// Says why there is no answer and gives the exit code.
int report(const ClientFault& fault, const Console& console);

}  // namespace mcpgen
