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

/// One of the lists that a server may offer.
struct Listing {
  const char* capability;
  const char* method;
  const char* items;
};
inline constexpr Listing kTools{"tools", "tools/list", "tools"};
inline constexpr Listing kResources{"resources", "resources/list", "resources"};
inline constexpr Listing kTemplates{"resources", "resources/templates/list", "resourceTemplates"};
inline constexpr Listing kPrompts{"prompts", "prompts/list", "prompts"};

/// A server started for one command, and the session with it.
class Target {
 public:
  Target(const Given& given, const Console& console);

  /// Starts what the command line names, or the server at `path`, and opens the session; otherwise says
  /// why not and gives the exit code.
  std::optional<int> open(const std::string& path = "");
  Session& session() { return session_; }
  const mcp::Json& self() const { return self_; }
  /// The server's name for messages.
  std::string name() const;
  bool offers(const Listing& listing) const;
  /// Every item of a paged list; none where the server does not offer it.
  Session::Answer list(const Listing& listing);

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
