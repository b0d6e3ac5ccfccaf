#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/client/http/http_connection.h"
#include "cli/client/session.h"
#include "cli/console.h"
#include "cli/options.h"

namespace mcpgen {

/// Options of the verbs that talk to a server.
std::vector<Option> client_options();
/// What their help says besides: which server is meant, and how secrets are given.
std::string client_details();
std::string client_secrets();

/// One of the lists that a server may offer.
struct Listing {
  const char* capability;  ///< with a slash in it, that of an extension
  const char* method;
  const char* items;
};
inline constexpr Listing kTools{"tools", "tools/list", "tools"};
inline constexpr Listing kResources{"resources", "resources/list", "resources"};
inline constexpr Listing kTemplates{"resources", "resources/templates/list", "resourceTemplates"};
inline constexpr Listing kPrompts{"prompts", "prompts/list", "prompts"};
inline constexpr Listing kSkills{"io.modelcontextprotocol/skills", "skills/list", "skills"};

/// A server that one command talks to, started for it or found at a URL, and the session with it.
class Target {
 public:
  Target(const Given& given, const Console& console);

  /// Finds the server that the command line names, or the one at `place` (a path or a URL), and opens the
  /// session; otherwise says why not and gives the exit code.
  std::optional<int> open(const std::string& place = "");
  Session& session() { return *session_; }
  const mcp::Json& self() const { return self_; }
  /// The server's name for messages.
  std::string name() const;
  /// Is it at a URL?
  bool is_remote() const { return http_ != nullptr; }
  bool offers(const Listing& listing) const;
  /// Why a tool that the server lists is not called; "" for no reason.
  std::string left_out(const std::string& tool) const;
  /// Every item of a paged list; none where the server does not offer it.
  Session::Answer list(const Listing& listing);

 private:
  std::optional<int> start_program(const std::string& path);
  std::optional<int> connect(const std::string& url);
  mcp::Json usable_tools(const mcp::Json& tools);

  const Given& given_;
  const Console& console_;
  std::unique_ptr<Connection> connection_{};
  HttpConnection* http_ = nullptr;  ///< the connection, where it is one over HTTP
  std::optional<Session> session_{};
  mcp::Json self_{};
  std::map<std::string, std::string> left_out_{};  ///< tools, and why
};

/// Says why there is no answer and gives the exit code.
int report(const ClientFault& fault, const Console& console);

}  // namespace mcpgen
